/** Seconds for which a cache may keep an answer that holds until `until` (milliseconds UTC): five minutes at most. */
export function freshSeconds(until: number, at: number): number {
  return Math.max(0, Math.min(300, Math.floor((until - at) / 1000)))
}

const entityTag = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g
const listOfTags = /^[\s,]*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"[\s,]*)+$/

/**
 * Which of `tags` an `If-None-Match` names (RFC 9110, 13.1.2: by the weak comparison, `*` is any); null where none, and then
 * the whole answer is due.
 */
export function findMatch(ifNoneMatch: string | null, tags: readonly string[]): string | null {
  const asked = ifNoneMatch?.trim() ?? ''
  if (asked === '*') return tags[0] ?? null
  if (!listOfTags.test(asked)) return null
  const named = new Set([...asked.matchAll(entityTag)].map(([, tag]) => tag))
  return tags.find((tag) => named.has(tag)) ?? null
}

/** Whether an `Accept-Encoding` takes gzip (RFC 9110, 12.5.3). */
export function acceptsGzip(acceptEncoding: string | null): boolean {
  const weights = new Map(
    (acceptEncoding ?? '').split(',').map((one) => {
      const [coding = '', ...parameters] = one.toLowerCase().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return [coding.trim(), weight === undefined ? 1 : Number(weight)]
    }),
  )
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}
