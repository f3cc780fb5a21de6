import Negotiator from 'negotiator'
import type { KeptBody } from './kept-bodies.ts'

/** What the answer goes by, beside its address. */
type Varies = 'accept-encoding' | 'accept-language, accept-encoding'

/**
 * A published body as its answer: for caches until it changes, five minutes at most, and 304 to who has it already. Its tag is
 * strong: the body may be compressed behind us, so each coding has its own (RFC 9110, 8.8.3.3).
 */
export function answerPublished(
  request: Request,
  body: KeptBody,
  { at, varies, headers }: { at: number; varies: Varies; headers: Readonly<Record<string, string>> },
): Response {
  const coding = predictCoding(request.headers.get('accept-encoding'))
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

/** Of a 304's headers a cache takes over what it finds: beside the tag only who may read it belongs there. */
function headersOf304(headers: Readonly<Record<string, string>>): Record<string, string> {
  const origin = headers['access-control-allow-origin']
  return origin === undefined ? {} : { 'access-control-allow-origin': origin }
}

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
