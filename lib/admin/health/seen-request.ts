import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { trustedProxies } from '#/lib/platform/http/request-origin.ts'
import { parseClientAddress } from '#/lib/platform/log/origin.ts'
import { parseSignedId, signId } from '#/lib/platform/mail/signed-token.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { newId, timeOfId } from '#/lib/platform/values/ids.ts'

/** With this header `recapito doctor` asks what the server sees of its request: a new id, signed like a mail's. */
const doctorHeader = 'x-recapito-doctor'

const maxAge = 10 * minute

/**
 * `host` and `protocol` as Recapito believes them; `connected`: the other end of the connection, and whether it is `trusted`;
 * `forwardedFor` as it came.
 */
export const seenRequestSchema = z.object({
  host: z.string(),
  protocol: z.string(),
  connected: z.string(),
  trusted: z.boolean(),
  forwardedFor: z.string(),
})

/** The header of a request by this installation. */
export function signRequest(): Record<string, string> {
  return { [doctorHeader]: signId('doctor', newId()) }
}

/** What the server sees of a request that its own doctor signed within ten minutes; null for all others. */
export function describeSeen(
  request: IncomingMessage | undefined,
  trusts = trustedProxies(),
): z.infer<typeof seenRequestSchema> | null {
  if (!request) return null
  const { headers, rawHeaders, socket } = request
  const id = parseSignedId('doctor', String(headers[doctorHeader]))
  if (id === null || Math.abs(now() - timeOfId(id)) > maxAge) return null
  const address = parseClientAddress(socket.remoteAddress ?? '') ?? ''
  const first = (...names: string[]) =>
    [names.map((name) => headers[name]).find(Boolean) ?? ''].flat().join().split(',')[0]?.trim() ?? ''
  const isForwarded = (_: string, at: number) =>
    at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'x-forwarded-for'
  return {
    host: first('x-forwarded-host', 'host'),
    protocol: first('x-forwarded-proto') || 'http',
    connected: `${address}:${socket.remotePort}`,
    trusted: trusts(address),
    forwardedFor: rawHeaders.filter(isForwarded).join(),
  }
}
