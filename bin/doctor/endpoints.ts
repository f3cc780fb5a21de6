import { ne } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Store } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import { type Environment, env } from '#/env.ts'
import type { Call } from '#/lib/notices/endpoints/call.ts'
import { keyOf } from '#/lib/notices/endpoints/open-endpoint.ts'
import { CallError, type CallReason } from '#/lib/notices/endpoints/reason.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'
import { broken, type Finding, look, ok, patience } from './finding.ts'

const limit = patience - 500
/** Of the doctor's call; a message waits longer. */
export const callTiming = { connect: limit, answer: limit, whole: limit }

type Settings = Pick<Environment, 'ENDPOINTS' | 'ENDPOINT_HOSTS' | 'ENDPOINT_PROXY' | 'SECRETS_KEY'>

const remedies: Partial<Record<CallReason, string>> = {
  'no-address': 'Its name has no address here. Check DNS.',
  'refused-address':
    'Its name leads to an address that Recapito must not call. Check DNS and ENDPOINT_NETWORKS.',
  tls: 'Its certificate is not accepted. Does something on the way open TLS?',
}

/** Whether there is an endpoint that is called without the gateway, or one may be added. */
export async function needsWayOut({ read }: Pick<Store, 'read'>): Promise<boolean> {
  const { kinds: allowed } = await listAllowedKinds(read)
  return (
    allowed.some((kind) => !kinds[kind].gateway) ||
    (await read.$count(endpoints, ne(endpoints.kind, 'sms'))) > 0
  )
}

/** Whether endpoints can be added, and an empty request reaches one of their hosts as a message would. */
export async function checkEndpoints(
  settings: Settings,
  call: Call,
  isNeeded: () => Promise<boolean>,
): Promise<Finding[]> {
  const { ENDPOINTS, ENDPOINT_HOSTS, ENDPOINT_PROXY, SECRETS_KEY } = settings
  if (ENDPOINTS === 'off') return [ok('ENDPOINTS=off: Recapito calls none.')]
  if (SECRETS_KEY.length === 0)
    return [look('SECRETS_KEY is not set, so no endpoint can be added. Set it to 32 random characters.')]
  if (!(await isNeeded()))
    return [ok('No endpoint needs the internet, and partners can add none that does: no host was tried.')]
  const [host] = ENDPOINT_HOSTS.length === 0 ? ['events.pagerduty.com'] : ENDPOINT_HOSTS.filter(isWhole)
  if (!host) return [look('ENDPOINT_HOSTS has only wildcards, so no host was tried. Name a whole one too.')]
  const way = ENDPOINT_PROXY ? ` by the proxy ${new URL(ENDPOINT_PROXY).host}` : ''
  try {
    await call({ url: `https://${host}/`, headers: {}, body: '' }, { endpoint: 'doctor' })
    return [ok(`${host} answers${way}.`)]
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const { reason } = error
    const remedy = way
      ? 'Check ENDPOINT_PROXY and its rules.'
      : (remedies[reason] ?? 'Open port 443 of the firewall, or set ENDPOINT_PROXY.')
    return [broken(`${host} does not answer${way} (${reason}). ${remedy}`)]
  }
}

const isWhole = (name: string) => !name.startsWith('*')

/** Whether `SECRETS_KEY` opens the stored endpoints. */
export async function checkSeals(store: Pick<Store, 'read'>, keys = env.SECRETS_KEY): Promise<Finding[]> {
  const rows = await store.read.select(pick(endpoints, 'id', 'sealed')).from(endpoints)
  const all = rows.length
  const count = (key: ReturnType<typeof keyOf>) => rows.filter((row) => keyOf(row, keys) === key).length
  const [others, lost] = [count('other'), count('none')]
  const faults = [
    lost > 0 &&
      broken(
        `SECRETS_KEY opens ${all - lost} of ${all} endpoints. Add the key that sealed the others after the first one. Without it, partners have to add them again.`,
      ),
    others > 0 &&
      look(
        `Of ${all} endpoints ${others} still need the old key of SECRETS_KEY. Restart the server, and run the doctor again before you remove the key.`,
      ),
  ].filter((one) => one !== false)
  return faults.length > 0 || all === 0 ? faults : [ok(`SECRETS_KEY opens all ${all} endpoints.`)]
}
