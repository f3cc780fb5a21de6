import { z } from 'zod'
import { proofOf, type SeenRequest, seenRequestSchema, signNonce } from '#/lib/admin/health/seen-request.ts'
import { type Answer, ask } from './ask.ts'
import { broken, type Finding, look, ok, reasonOf } from './finding.ts'

/** An address for documents (RFC 5737), which no client has: who believes it believes anybody. */
export const pretended = '192.0.2.77'

/** Asks `/api/health` through the public address, with a nonce that only this installation can answer. */
export async function askPortal(appUrl: string, nonce: string): Promise<Answer> {
  return ask(`${appUrl}/api/health`, { ...signNonce(nonce), 'x-forwarded-for': pretended })
}

const healthSchema = z.object({
  status: z.string(),
  version: z.string(),
  seen: seenRequestSchema.optional(),
})

function readHealth({ body }: Answer): z.infer<typeof healthSchema> | null {
  try {
    return healthSchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}

/** What this installation saw of the request; null if another answered, or none. */
function seenBy(answer: Answer, nonce: string): SeenRequest | null {
  const { seen } = readHealth(answer) ?? {}
  return seen && seen.proof === proofOf(nonce) ? seen : null
}

/** Whether `APP_URL` leads to this installation. */
export async function checkAddress(appUrl: string, asked: Promise<Answer>, nonce: string): Promise<Finding> {
  const judged = asked.then((answer) => judgeAddress(appUrl, answer, nonce))
  return judged.catch((error) =>
    broken(`${appUrl} does not answer this machine: ${reasonOf(error)}. Check DNS, certificate and proxy.`),
  )
}

function judgeAddress(appUrl: string, answer: Answer, nonce: string): Finding {
  const { status, headers } = answer
  if (headers.location && status >= 300 && status < 400)
    return broken(`${appUrl} redirects to ${new URL(headers.location, appUrl).origin}. Set APP_URL to that.`)
  const health = readHealth(answer)
  if (!health)
    return broken(
      `At ${appUrl} something else than Recapito answers, with ${status}. Check DNS and the proxy.`,
    )
  if (health.status !== 'ok')
    return broken(`${appUrl} answers "${health.status}". See docs/operations.md, Monitor.`)
  if (!seenBy(answer, nonce))
    return broken(
      `The Recapito at ${appUrl} has another AUTH_SECRET than this command, an older version, or a clock that is 10 minutes off.`,
    )
  return ok(`${appUrl} leads here, to version ${health.version}.`)
}

/** Whether the proxies tell this installation what the client asked for, and who it is. */
export function judgeProxy(appUrl: string, answer: Answer, nonce: string): Finding[] {
  const seen = seenBy(answer, nonce)
  if (!seen) return []
  const { host, protocol } = new URL(appUrl)
  const proxy = seen.connected.replace(/:\d+$/, '')
  const isDirect = seen.connected === answer.from
  const found: Finding[] = []
  if (seen.host !== host)
    found.push(
      broken(
        `Recapito sees the host ${seen.host} instead of ${host} and refuses forms. Pass on Host as it came.`,
      ),
    )
  if (!isDirect && !seen.trusted)
    found.push(
      (protocol === 'https:' ? broken : look)(
        `Requests come from ${proxy}, which TRUSTED_PROXIES does not name, so all clients share one limit. Add your proxy.`,
      ),
    )
  else if (`${seen.protocol}:` !== protocol)
    found.push(
      look(`Recapito sees ${seen.protocol} instead of ${protocol} Set X-Forwarded-Proto in the proxy.`),
    )
  if (!isDirect && seen.trusted && seen.forwardedFor === pretended)
    found.push(
      broken(
        `${proxy} passes on X-Forwarded-For as clients write it, so anyone can pretend to be anyone. Overwrite it in the proxy.`,
      ),
    )
  if (!isDirect && seen.trusted && !seen.forwardedFor)
    found.push(
      broken(`${proxy} does not set X-Forwarded-For, so all clients share one limit. Set it in the proxy.`),
    )
  if (found.length > 0) return found
  return [
    ok(isDirect ? 'There is no proxy.' : `${proxy} passes on host, protocol and client (${seen.client}).`),
  ]
}
