import { createHash } from 'node:crypto'
import { chooseCoding } from '#/lib/platform/http/compression.ts'

/** The request headers on which the response depends. */
type Varies = 'accept-encoding' | 'accept-language, accept-encoding'

/**
 * The response with a published body. Caches may store it until it changes, at most five minutes; a client that has it gets 304. The tag is
 * strong, and a proxy may compress the body, so each coding has its own tag (RFC 9110, 8.8.3.3).
 */
export function publishedResponse(
  request: Request,
  body: CachedBody,
  { at, varies, headers }: { at: number; varies: Varies; headers: Readonly<Record<string, string>> },
): Response {
  const coding = chooseCoding(request.headers.get('accept-encoding'))
  const tag = coding ? body.tag.replace(/"$/, `-${coding}"`) : body.tag
  const always = { 'cache-control': `public, max-age=${maxAgeOf(body.until, at)}`, etag: tag, vary: varies }
  if (matchesTag(request.headers.get('if-none-match'), tag))
    return new Response(null, { status: 304, headers: { ...headersOf304(headers), ...always } })
  return new Response(request.method === 'HEAD' ? null : body.bytes, { headers: { ...headers, ...always } })
}

/** Caches copy the headers of a 304, so it carries only the tag and the CORS header. */
function headersOf304(headers: Readonly<Record<string, string>>): Record<string, string> {
  const origin = headers['access-control-allow-origin']
  return origin === undefined ? {} : { 'access-control-allow-origin': origin }
}

/** `max-age` in seconds of a response that is valid until `until` (milliseconds UTC): at most five minutes. */
export function maxAgeOf(until: number, at: number): number {
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

/** A rendered body with its strong entity tag. It holds from `from` up to `until` (milliseconds UTC). */
export type CachedBody = { bytes: Buffer<ArrayBuffer>; tag: string; from: number; until: number }

/**
 * Keeps rendered bodies under a key that holds everything they are made of, so that none is out of date. Drops the longest
 * unused when they exceed `maxBytes` together.
 */
export function createBodyCache(maxBytes: number) {
  const kept = new Map<string, CachedBody>()
  let bytes = 0

  function forget(key: string): void {
    const body = kept.get(key)
    if (body === undefined) return
    kept.delete(key)
    bytes -= sizeOf(key, body)
  }

  return {
    get bytes() {
      return bytes
    },
    /** The cached body of `key`, else the one that `render` makes. */
    take(key: string, at: number, render: () => { text: string; until: number }): CachedBody {
      const known = kept.get(key)
      const body = known && known.from <= at && at < known.until ? known : makeBody(render(), at)
      forget(key)
      kept.set(key, body)
      bytes += sizeOf(key, body)
      for (const [oldest] of kept) {
        if (bytes <= maxBytes) break
        forget(oldest)
      }
      return body
    },
  }
}

function makeBody({ text, until }: { text: string; until: number }, at: number): CachedBody {
  const bytes = Buffer.from(text)
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { bytes, tag, from: at, until }
}

const sizeOf = (key: string, { bytes }: CachedBody): number => 2 * key.length + bytes.length
