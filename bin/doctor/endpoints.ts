import type { Environment } from '#/env.ts'
import type { Call } from '#/lib/notices/endpoints/call.ts'
import { CallError, type CallReason } from '#/lib/notices/endpoints/call-error.ts'
import { broken, type Finding, look, ok, patience } from './finding.ts'

const limit = patience - 500
/** Of the doctor's call; a message waits longer. */
export const callTiming = { connect: limit, answer: limit, whole: limit }

type Settings = Pick<Environment, 'ENDPOINTS' | 'ENDPOINT_HOSTS' | 'ENDPOINT_PROXY'> & { hasKey: boolean }

const remedies: Partial<Record<CallReason, string>> = {
  'no-address': 'Its name has no address here. Check DNS.',
  'refused-address':
    'Its name leads to an address that Recapito must not call. Check DNS and ENDPOINT_NETWORKS.',
  tls: 'Its certificate is not accepted. Does something on the way open TLS?',
}

/** Whether endpoints can be added, and an empty request reaches one of their hosts as a message would. */
export async function checkEndpoints(settings: Settings, call: Call): Promise<Finding> {
  const { ENDPOINTS, ENDPOINT_HOSTS, ENDPOINT_PROXY, hasKey } = settings
  if (ENDPOINTS === 'off') return ok('ENDPOINTS=off: Recapito calls none.')
  if (!hasKey)
    return look('SECRETS_KEY is not set, so no endpoint can be added. Set it to 32 random characters.')
  const host = ENDPOINT_HOSTS.find((name) => !name.startsWith('*')) ?? 'events.pagerduty.com'
  const way = ENDPOINT_PROXY ? ` by the proxy ${new URL(ENDPOINT_PROXY).host}` : ''
  try {
    await call({ url: `https://${host}/`, headers: {}, body: '' }, { endpoint: 'doctor' })
    return ok(`${host} answers${way}.`)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const { reason } = error
    const closed = way
      ? 'Check ENDPOINT_PROXY and its rules.'
      : 'Open port 443 of the firewall, or set ENDPOINT_PROXY.'
    return broken(`${host} does not answer${way} (${reason}). ${(!way && remedies[reason]) || closed}`)
  }
}
