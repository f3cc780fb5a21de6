import type { IncomingMessage } from 'node:http'
import { bodyLimits } from '#/lib/notices/formats/parse-events.ts'
import type { EarlyRefusal } from '#/lib/platform/http/refusal.ts'
import { minute } from '#/lib/platform/values/clock.ts'

const KiB = 1024
const MiB = 1024 * KiB

/** Bytes of a body from somebody not signed in; their forms need a hundredth. Next reads up to 10 MB of what is sent to a page before any code of ours runs. */
export const mostBeforeSignIn = 128 * KiB

/** Unfinished bodies from unknown senders: of one network, of all together, and for how long (docs/limits.md). */
export const openBodyLimits = {
  ofNetwork: { bodies: 100, bytes: 4 * MiB },
  ofAll: { bodies: 1000, bytes: 32 * MiB },
  patience: minute,
}

/**
 * How many bytes of a body the server keeps before it knows the sender, and the refusal for a request without a session cookie.
 * The API reads no body before it has checked the key, except where the key is in the body.
 */
export function judgeBody({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): {
  bytes: number
  refusal: EarlyRefusal | null
} {
  // Next forwards this request to itself; it was judged when it came in. No client can send this header (request-origin.ts).
  if (headers['x-action-forwarded'] !== undefined) return { bytes: 0, refusal: null }
  const isChunked = headers['transfer-encoding'] !== undefined
  const length = isChunked ? Number.POSITIVE_INFINITY : Number(headers['content-length'] ?? 0)
  if (url.startsWith('/api/v1/')) {
    const isKeyInside = headers.authorization === undefined || url.startsWith('/api/v1/events/pagerduty')
    return { bytes: isKeyInside ? Math.min(length, bodyLimits.pagerduty) : 0, refusal: null }
  }
  if (length <= mostBeforeSignIn) return { bytes: length, refusal: null }
  if (isChunked) return { bytes: 0, refusal: { status: 411, text: 'Say the length of the body.' } }
  const text =
    'This is too large for whoever is not signed in, and nothing was done. Sign in and send it again.'
  return { bytes: 0, refusal: { status: 413, text } }
}
