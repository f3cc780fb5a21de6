import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { trustedProxies } from '#/lib/platform/http/request-origin.ts'
import { parseClientAddress } from '#/lib/platform/log/origin.ts'
import { isSignedWith, signToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { timeOfId } from '#/lib/platform/values/ids.ts'

/** With this header `recapito doctor` asks what the server sees of its request, by a nonce that `AUTH_SECRET` signs. */
const doctorHeader = 'x-recapito-doctor'

const maxAge = 10 * minute

/**
 * `host`, `protocol` and `client` as Recapito believes them; `connected`: the other end of the connection, and whether it is
 * `trusted`; `forwardedFor` as it came. `proof`: only this installation can make it.
 */
export const seenRequestSchema = z.object({
  host: z.string(),
  protocol: z.string(),
  client: z.string(),
  connected: z.string(),
  trusted: z.boolean(),
  forwardedFor: z.string(),
  proof: z.string(),
})
export type SeenRequest = z.infer<typeof seenRequestSchema>

/** The header of a request by this installation; `nonce`: a new id. */
export function signNonce(nonce: string): Record<string, string> {
  return { [doctorHeader]: `${nonce}.${signToken('doctor', nonce).toString('base64url')}` }
}

/** The nonce of a header that `signNonce` made within ten minutes; null for any other. */
function parseNonce(header: unknown): string | null {
  const [, nonce = '', mac = ''] = /^([\da-f-]{36})\.([\w-]{43})$/.exec(String(header)) ?? []
  const isOurs = mac !== '' && isSignedWith(Buffer.from(mac, 'base64url'), 'doctor', nonce)
  return isOurs && Math.abs(now() - timeOfId(nonce)) < maxAge ? nonce : null
}

export function proofOf(nonce: string): string {
  return signToken('installation', nonce).toString('base64url')
}

/** What the server sees of a request of its own doctor, after `resolveOrigin`; null for all others. */
export function describeSeen(
  request: IncomingMessage | undefined,
  trusts = trustedProxies(),
): SeenRequest | null {
  if (!request) return null
  const { headers, rawHeaders, socket } = request
  const nonce = parseNonce(headers[doctorHeader])
  if (nonce === null) return null
  const address = parseClientAddress(socket.remoteAddress ?? '') ?? ''
  const first = (...names: string[]) =>
    [names.map((name) => headers[name]).find(Boolean) ?? ''].flat().join().split(',')[0]?.trim() ?? ''
  const isForwarded = (_: string, at: number) =>
    at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'x-forwarded-for'
  return {
    host: first('x-forwarded-host', 'host'),
    protocol: first('x-forwarded-proto') || 'http',
    client: first('x-forwarded-for'),
    connected: `${address}:${socket.remotePort}`,
    trusted: trusts(address),
    forwardedFor: rawHeaders.filter(isForwarded).join(),
    proof: proofOf(nonce),
  }
}
