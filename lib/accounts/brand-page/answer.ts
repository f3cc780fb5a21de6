import { freshSeconds, matchesTag, predictCoding } from './conditional.ts'
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
