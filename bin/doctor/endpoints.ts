import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectByTls } from 'node:tls'
import { ne } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Store } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import type { Environment } from '#/environment.ts'
import type { Call } from '#/lib/notices/endpoints/call.ts'
import { sealedWith } from '#/lib/notices/endpoints/open-endpoint.ts'
import { CallError, type CallReason, toCallError } from '#/lib/notices/endpoints/reason.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'
import { broken, type Finding, questionLimit as limit, look, ok, reasonOf } from './finding.ts'

/** Of the doctor's call; a message waits longer. */
export const callTiming = { connect: limit, answer: limit, whole: limit }

type Settings = Pick<
  Environment,
  'ENDPOINTS' | 'ENDPOINT_HOSTS' | 'ENDPOINT_PORTS' | 'ENDPOINT_PROXY' | 'SECRETS_KEY'
>

const remedies: Partial<Record<CallReason, string>> = {
  'no-address': 'Its name has no address here. Check DNS.',
  'refused-address':
    'Its name leads to an address that Recapito must not call. Check DNS and ENDPOINT_NETWORKS.',
  tls: 'Its certificate is not accepted. If it is from your own authority, or something on the way opens TLS, name the file of that authority in NODE_EXTRA_CA_CERTS.',
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
  const { ENDPOINTS, ENDPOINT_HOSTS, ENDPOINT_PORTS, ENDPOINT_PROXY, SECRETS_KEY } = settings
  if (ENDPOINTS === 'off') return [ok('ENDPOINTS=off: Recapito calls none.')]
  // What to do about the key depends on what is stored.
  if (SECRETS_KEY.length === 0) return []
  if (!(await isNeeded()))
    return [ok('No endpoint needs the internet, and partners can add none that does: no host was tried.')]
  const [host] = ENDPOINT_HOSTS.length === 0 ? ['events.pagerduty.com'] : ENDPOINT_HOSTS.filter(isWhole)
  if (!host) return [look('ENDPOINT_HOSTS has only wildcards, so no host was tried. Name a whole one too.')]
  const way = ENDPOINT_PROXY ? ` by the proxy ${new URL(ENDPOINT_PROXY).host}` : ''
  const ports = ENDPOINT_HOSTS.length === 0 ? [443] : [443, ...ENDPOINT_PORTS]
  const tried = await Promise.all(ports.map((port) => tryToCall(call, `https://${host}:${port}/`)))
  if (tried.includes(null)) return [ok(`${host} answers${way}.`)]
  const failed = tried.find((one) => one && one.reason !== 'connect')
  const status = failed?.proxyStatus
  if (status === wantsPassword)
    return [broken(`Nothing goes out${way}: it refuses the user and password of ENDPOINT_PROXY.`)]
  if (status !== undefined && status >= 400 && status < 500)
    return [
      look(
        `${host} was refused${way} (${status}), which may let other hosts through. Allow it there if partners need it.`,
      ),
    ]
  const reason = failed?.reason ?? 'connect'
  const other = way
    ? 'Check ENDPOINT_PROXY and its rules.'
    : `Open port ${ports.join(' or ')} of the firewall, or set ENDPOINT_PROXY.`
  return [broken(`${host} does not answer${way} (${reason}). ${remedies[reason] ?? other}`)]
}

/** Proxy Authentication Required (RFC 9110, 15.5.8). */
const wantsPassword = 407

/** Why there was no answer; null if there was one. */
async function tryToCall(call: Call, url: string): Promise<CallError | null> {
  try {
    await call({ url, headers: {}, body: '' }, { endpoint: 'doctor' })
    return null
  } catch (error) {
    if (error instanceof CallError) return error
    throw error
  }
}

const isWhole = (name: string) => !name.startsWith('*')

/** Whether the gateway for text messages takes connections. Nothing is sent, so its user and password are not tried. */
export async function checkGateway(gateway: string | undefined): Promise<Finding[]> {
  if (!gateway) return []
  const { protocol, hostname, host, port } = new URL(gateway)
  const isTls = protocol === 'https:'
  const to = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isTls ? 443 : 80) }
  const socket = isTls ? connectByTls(to) : connect(to)
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect', { signal: AbortSignal.timeout(limit) })
    return [ok(`${host} takes connections; whether it takes messages was not tried.`)]
  } catch (error) {
    const known = toCallError(error)
    const remedy = known instanceof CallError ? remedies[known.reason] : undefined
    const other = 'Correct PHONE_GATEWAY, or start the gateway and open its port in the firewall.'
    return [broken(`${host}: ${reasonOf(error).replace(/\.?$/, '.')} ${remedy ?? other}`)]
  } finally {
    socket.on('error', () => undefined).destroy()
  }
}

/** Whether `SECRETS_KEY` opens the stored endpoints; without it, whether a new one will do. */
export async function checkSeals(
  store: Pick<Store, 'read'>,
  { ENDPOINTS, SECRETS_KEY: keys }: Pick<Environment, 'ENDPOINTS' | 'SECRETS_KEY'>,
): Promise<Finding[]> {
  const rows = await store.read.select(pick(endpoints, 'id', 'sealed')).from(endpoints)
  const all = rows.length
  if (keys.length === 0) {
    if (all > 0)
      return [
        broken(
          `SECRETS_KEY is not set, and the stored endpoints (${all}) need the key that sealed them. Take it from the environment of the server that added them, or from where you keep its backups. A new key opens none of them.`,
        ),
      ]
    if (ENDPOINTS === 'off') return []
    return [
      look(
        'SECRETS_KEY is not set, so no endpoint can be added. None is stored, so a new key will do: openssl rand -base64 36. Keep it beside the backups.',
      ),
    ]
  }
  const count = (key: ReturnType<typeof sealedWith>) =>
    rows.filter((row) => sealedWith(row, keys) === key).length
  const [others, lost] = [count('other'), count('none')]
  const faults = [
    lost > 0 &&
      broken(
        `SECRETS_KEY opens ${all - lost} of ${all} endpoints. Add the key that sealed the others after the first one. Without it, partners have to enter address and keys again on each endpoint’s page.`,
      ),
    others > 0 &&
      look(
        `Of ${all} endpoints ${others} still need the old key of SECRETS_KEY. Restart the server (of several, one with a worker last), and run the doctor again before you remove the key.`,
      ),
  ].filter((one) => one !== false)
  return faults.length > 0 || all === 0 ? faults : [ok(`SECRETS_KEY opens all ${all} endpoints.`)]
}
