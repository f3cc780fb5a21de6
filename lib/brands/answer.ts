import { acceptsGzip, findMatch, freshSeconds } from '#/lib/brands/conditional.ts'
import { type KeptBody, zip } from '#/lib/brands/kept-bodies.ts'

/** What the answer goes by, beside its address. */
type Varies = 'accept-encoding' | 'accept-language, accept-encoding'

/**
 * A published body as its answer: for caches until it changes, five minutes at most, and 304 to who has it already. Its tag is
 * strong, so that each coding has its own, and nobody on the way may transform it.
 */
export function answerPublished(
  request: Request,
  body: KeptBody,
  { at, varies, headers }: { at: number; varies: Varies; headers: Readonly<Record<string, string>> },
): Response {
  const zipped = acceptsGzip(request.headers.get('accept-encoding')) ? zip(body) : null
  const zippedTag = body.tag.replace(/"$/, '-gzip"')
  const tags = zipped ? [zippedTag, body.tag] : [body.tag]
  const match = findMatch(request.headers.get('if-none-match'), tags)
  const always = {
    'cache-control': `public, max-age=${freshSeconds(body.until, at)}, no-transform`,
    etag: match ?? tags[0] ?? body.tag,
    vary: varies,
  }
  if (match) return new Response(null, { status: 304, headers: { ...headers304(headers), ...always } })
  const bytes = zipped ?? body.bytes
  return new Response(request.method === 'HEAD' ? null : bytes, {
    headers: {
      ...headers,
      ...always,
      ...(zipped && { 'content-encoding': 'gzip' }),
      'content-length': String(bytes.length),
    },
  })
}

/** Of a 304's headers a cache takes over what it finds: only who may read it belongs there. */
function headers304(headers: Readonly<Record<string, string>>): Record<string, string> {
  const origin = headers['access-control-allow-origin']
  return origin === undefined ? {} : { 'access-control-allow-origin': origin }
}
