import Negotiator from 'negotiator'

/** Seconds for which a cache may keep an answer that holds until `until` (milliseconds UTC): five minutes at most. */
export function freshSeconds(until: number, at: number): number {
  return Math.max(0, Math.min(300, Math.floor((until - at) / 1000)))
}

const entityTag = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g
const listOfTags = /^[\s,]*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"[\s,]*)+$/

/** Whether an `If-None-Match` names the tag (RFC 9110, 13.1.2: by the weak comparison, `*` is any): then 304 is due. */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  const asked = ifNoneMatch?.trim() ?? ''
  if (asked === '*') return true
  return listOfTags.test(asked) && [...asked.matchAll(entityTag)].some(([, named]) => named === tag)
}

/**
 * The coding in which the server in front of the handlers will send a body, as it chooses one itself (the `compression` that Next has
 * within): null for none.
 */
export function predictCoding(acceptEncoding: string | null): 'gzip' | 'deflate' | null {
  const accepts = new Negotiator({ headers: { 'accept-encoding': acceptEncoding ?? '' } })
  const [first] = accepts.encodings(['gzip', 'deflate', 'identity'])
  if (first === 'deflate' && accepts.encodings(['gzip']).length > 0) return 'gzip'
  return first === 'gzip' || first === 'deflate' ? first : null
}
