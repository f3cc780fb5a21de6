import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { env, isProduction } from '#/env.ts'
import { parseEndpointUrl, type UrlRules } from '#/lib/contacts/fields/endpoint-url.ts'
import { isAllowedAddress } from './allowed-address.ts'
import type { EndpointAnswer, EndpointMessage, EndpointRequest } from './kind-call.ts'
import { CallError, toCallError } from './reason.ts'
import { resolveHost } from './resolve-host.ts'

/**
 * `endpoint`: its id. `isGateway`: the request goes to `PHONE_GATEWAY`, which may be on a private address. `message`: what the
 * request says, for `instead`.
 */
export type CallOptions = {
  endpoint: string
  signal?: AbortSignal
  isGateway?: boolean
  message?: EndpointMessage
}

/** Sends one request and returns the answer, whatever its status. Throws `CallError` if there is none. */
export type Call = (request: EndpointRequest, options: CallOptions) => Promise<EndpointAnswer>

/** Milliseconds. `answer`: from the request until the head of the answer. */
export const timing = { connect: 5000, answer: 15_000, whole: 20_000 }
const maxAnswerBytes = 64 * 1024

export type CallerOptions = {
  isOff?: boolean
  proxy?: string
  gateway?: string | null
  rules?: UrlRules
  networks?: readonly string[]
  /** All addresses of a name. */
  resolve?: (host: string) => Promise<string[]>
  timing?: typeof timing
  /** A certificate to trust instead of the system's. */
  ca?: string | undefined
  /** Gets the checked requests instead of the network, as the demo shows them; never in production. */
  instead?: Call
}

/**
 * The only way out of this process to endpoints (channels.md, What may be called). A connection goes to an address that was
 * checked: its name is resolved once, and a name with any address that is not allowed is refused. No redirect is followed.
 * `close` ends all connections; calls that wait for an answer fail.
 */
export function openCaller(options: CallerOptions = {}): { call: Call; close(): Promise<void> } {
  const {
    isOff = env.ENDPOINTS === 'off',
    proxy = env.ENDPOINT_PROXY,
    gateway = env.PHONE_GATEWAY ?? null,
  } = options
  const { instead } = options
  if (instead && isProduction) throw new Error('In production, requests go to endpoints.')
  const limits = { ...timing, ...options.timing }
  const shared = {
    // As many as there are places (channels.md, Order and limits).
    connections: null,
    maxResponseSize: maxAnswerBytes,
    headersTimeout: limits.answer,
    // The whole call has its limit.
    bodyTimeout: 0,
    allowH2: false,
  }
  const tls = { timeout: limits.connect, allowH2: false, ca: options.ca }
  const direct = new Agent({ ...shared, connect: tls })
  const toEndpoints = proxy
    ? new ProxyAgent({
        ...{ ...shared, uri: proxy, proxyTls: tls, requestTls: tls },
        // Else a proxy that is silent would keep its place for minutes after the call has ended.
        clientFactory: (origin, given) =>
          new Pool(origin, { ...given, headersTimeout: limits.connect, connect: connectToProxy(tls) }),
      })
    : new Agent({ ...shared, connect: checkedConnect(options, tls) })

  async function call(request: EndpointRequest, of: CallOptions): Promise<EndpointAnswer> {
    if (isOff) throw new CallError('off')
    const url = of.isGateway ? gatewayUrl(request.url, gateway) : endpointUrl(request.url, options.rules)
    const ends = AbortSignal.timeout(limits.whole)
    const signal = of.signal ? AbortSignal.any([of.signal, ends]) : ends
    try {
      if (instead) return await instead(request, { ...of, signal })
      return await send(of.isGateway ? direct : toEndpoints, url, request, signal)
    } catch (error) {
      if (of.signal?.aborted) throw new CallError('broken-off')
      throw ends.aborted ? new CallError('timeout') : toCallError(error)
    }
  }

  return { call, close: async () => void (await Promise.all([direct.destroy(), toEndpoints.destroy()])) }
}

/** What was stored may have been allowed by other settings. */
function endpointUrl(text: string, rules: UrlRules | undefined): URL {
  const parsed = parseEndpointUrl(text, rules)
  if (parsed.ok) return parsed.url
  const { error } = parsed
  throw new CallError(error === 'not-allowed' || error === 'port' ? error : 'refused-address')
}

function gatewayUrl(text: string, gateway: string | null): URL {
  const url = new URL(text)
  if (!gateway || url.origin !== new URL(gateway).origin) throw new CallError('refused-address')
  return url
}

async function send(
  to: Dispatcher,
  url: URL,
  { headers, body }: EndpointRequest,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  const path = url.pathname + url.search
  const sent = { 'user-agent': 'Recapito', ...headers }
  const answer = await to.request({ origin: url.origin, path, method: 'POST', headers: sent, body, signal })
  const joined = Object.entries(answer.headers).map(([name, value = '']) => [name, [value].flat().join(', ')])
  return { status: answer.statusCode, headers: Object.fromEntries(joined), body: await answer.body.text() }
}

/** That the proxy is down says nothing of the endpoint. */
function connectToProxy(tls: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(tls)
  return (target, done) =>
    connect(target, (...[error, socket]) => (error ? done(new CallError('proxy'), null) : done(null, socket)))
}

function checkedConnect(
  { networks, resolve = resolveHost }: CallerOptions,
  tls: buildConnector.BuildOptions & { timeout: number },
): buildConnector.connector {
  const isAllowed = (address: string | undefined) =>
    address !== undefined && isAllowedAddress(address, networks)
  const connect = buildConnector({
    ...tls,
    // The next address is tried after this time, or when one fails.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: Math.ceil(tls.timeout / 3),
    lookup(host, { all }, done) {
      resolve(host).then(
        (found) => {
          const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
          const [first] = addresses
          if (!first) done(new CallError('no-address'), '')
          else if (!found.every(isAllowed)) done(new CallError('refused-address'), '')
          else if (all) done(null, addresses)
          else done(null, first.address, first.family)
        },
        () => done(new CallError('no-address'), ''),
      )
    },
  })
  return (target, done) =>
    connect(target, (...[error, socket]) => {
      if (error) return done(error, null)
      if (isAllowed(socket.remoteAddress)) return done(null, socket)
      socket.destroy()
      done(new CallError('refused-address'), null)
    })
}
