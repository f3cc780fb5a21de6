import { chooseCoding } from '#/lib/platform/http/compression.ts'
import type { KeptBody } from './kept-bodies.ts'

/** What the answer depends on besides its address. */
type Varies = 'accept-encoding' | 'accept-language, accept-encoding'

/**
 * Answers a published body. Caches keep it until it changes, at most five minutes; a reader who has it gets 304. The tag is
 * strong, and a proxy may compress the body, so each coding has its own tag (RFC 9110, 8.8.3.3).
 */
export function answerPublished(
  request: Request,
  body: KeptBody,
  { at, varies, headers }: { at: number; varies: Varies; headers: Readonly<Record<string, string>> },
): Response {
  const coding = chooseCoding(request.headers.get('accept-encoding'))
  const tag = coding ? body.tag.replace(/"$/, `-${coding}"`) : body.tag
  const always = {
    'cache-control': `public, max-age=${freshSeconds(body.until, at)}`,
    etag: tag,
    vary: varies,
  }
  if (matchesTag(request.headers.get('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers: { ...headersOf304(headers), ...always } })
  }
  return new Response(request.method === 'HEAD' ? null : body.bytes, { headers: { ...headers, ...always } })
}

/** A cache copies the headers of a 304, so beside the tag it has only the one that says who may read it. */
function headersOf304(headers: Readonly<Record<string, string>>): Record<string, string> {
  const origin = headers['access-control-allow-origin']
  return origin === undefined ? {} : { 'access-control-allow-origin': origin }
}

/** Seconds for which a cache keeps an answer that holds until `until` (milliseconds UTC): at most five minutes. */
export function freshSeconds(until: number, at: number): number {
  return Math.max(0, Math.min(300, Math.floor((until - at) / 1000)))
}

const entityTag = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g
const listOfTags = /^[\s,]*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"[\s,]*)+$/

/** Whether an `If-None-Match` names the tag, so that 304 is due (RFC 9110, 13.1.2: weak comparison; `*` is any). */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  const asked = ifNoneMatch?.trim() ?? ''
  if (asked === '*') return true
  return listOfTags.test(asked) && [...asked.matchAll(entityTag)].some(([, named]) => named === tag)
}
