import { z } from 'zod'
import { seenRequestSchema, signRequest } from '#/lib/admin/health/seen-request.ts'
import { checkMetadata, metadataAddress } from '#/lib/changes/sign-in/provider-metadata.ts'
import type { Provider } from '#/lib/changes/sign-in/providers.ts'
import { formatVersion } from '#/lib/platform/log/version.ts'
import { type Answer, ask } from './ask.ts'
import { broken, type Finding, look, ok, reasonOf } from './finding.ts'

/** An address for documents (RFC 5737), which no client has: who believes it believes anybody. */
const pretended = '192.0.2.77'

const healthSchema = z.object({
  status: z.string(),
  version: z.string(),
  commit: z.string().default(''),
  seen: seenRequestSchema.optional(),
})

function readHealth(body: string): z.infer<typeof healthSchema> | null {
  try {
    return healthSchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}

/** Asks `/api/health` through the public address what only this installation answers. */
export async function askPortal(appUrl: string): Promise<Answer> {
  return ask(`${appUrl}/api/health`, { ...signRequest(), 'x-forwarded-for': pretended })
}

/** Whether `APP_URL` leads to this installation, and the proxies say what the client asked for, and who it is. */
export async function checkProxy(appUrl: string, asked: Promise<Answer>): Promise<Finding[]> {
  try {
    return judgeAnswer(appUrl, await asked)
  } catch (error) {
    return [
      broken(`${appUrl} does not answer this machine: ${reasonOf(error)}. Check DNS, certificate and proxy.`),
    ]
  }
}

function judgeAnswer(appUrl: string, { status, headers, body, from }: Answer): Finding[] {
  if (headers.location)
    return [
      broken(`${appUrl} redirects to ${new URL(headers.location, appUrl).origin}. Set APP_URL to that.`),
    ]
  const health = readHealth(body)
  if (!health && (status === 401 || status === 403))
    return [
      look(
        `${appUrl} refuses this machine with ${status}, so nothing behind it was tried. If others may open it, allow this machine too.`,
      ),
    ]
  if (!health)
    return [
      broken(`At ${appUrl} something else than Recapito answers, with ${status}. Check DNS and the proxy.`),
    ]
  if (health.status !== 'ok')
    return [broken(`${appUrl} answers "${health.status}". See docs/operations.md, Monitor.`)]
  const { seen } = health
  if (!seen)
    return [
      broken(
        `The Recapito at ${appUrl} has another AUTH_SECRET than this command, an older version, or a clock that is 10 minutes off.`,
      ),
    ]
  const { host, protocol } = new URL(appUrl)
  const proxy = seen.connected.replace(/:\d+$/, '')
  const isDirect = seen.connected === from
  const isUntrusted = !isDirect && !seen.trusted
  const believes = !isDirect && seen.trusted
  const faults: (Finding | false)[] = [
    seen.host !== host &&
      broken(
        `Recapito sees the host ${seen.host} instead of ${host} and refuses forms. Pass on Host as it came.`,
      ),
    isUntrusted &&
      (protocol === 'https:' ? broken : look)(
        `Requests come from ${proxy}, which TRUSTED_PROXIES does not name, so all clients share one limit. Add your proxy.`,
      ),
    !isUntrusted &&
      `${seen.protocol}:` !== protocol &&
      look(`Recapito sees ${seen.protocol} instead of ${protocol} Set X-Forwarded-Proto in the proxy.`),
    believes &&
      seen.forwardedFor === pretended &&
      broken(
        `${proxy} passes on X-Forwarded-For as clients write it, so anyone can pretend to be anyone. Overwrite it in the proxy.`,
      ),
    believes &&
      !seen.forwardedFor &&
      broken(`${proxy} does not set X-Forwarded-For, so all clients share one limit. Set it in the proxy.`),
  ]
  const found = faults.filter((one) => one !== false)
  const way = isDirect ? 'there is no proxy' : `${proxy} passes on host, protocol and client`
  return found.length > 0 ? found : [ok(`${appUrl} leads here, to version ${formatVersion(health)}; ${way}.`)]
}

/** Whether a provider describes itself as sign-in requires. */
export async function checkProvider(provider: Provider): Promise<Finding[]> {
  const { id, name, issuer } = provider
  try {
    await checkMetadata(provider)
    return [ok(`${name} answers as ${issuer}.`)]
  } catch (error) {
    const names = id === 'google' ? 'the way out to the internet' : 'OIDC_ISSUER'
    return [broken(`${name}: ${reasonOf(error)} at ${metadataAddress(provider)}. Check ${names}.`)]
  }
}
