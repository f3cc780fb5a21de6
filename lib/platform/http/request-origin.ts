import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from 'proxy-addr'
import { env } from '#/env.ts'
import { clientAddress, parseClientAddress, type Trusts } from '#/lib/platform/log/client-address.ts'
import { logEvent } from '#/lib/platform/log/events.ts'
import { enterFrom } from '#/lib/platform/log/origin.ts'
import { newToken } from '#/lib/platform/values/ids.ts'

/**
 * Next asks this process itself for the page that has an action, and for the page that an action leads to, with the headers of the
 * request it serves. By this one, which nobody outside can know, it is that request still.
 */
const innerHeader = 'x-recapito-inner'
const innerSecret = newToken()

/** Headers by which a proxy says what it was asked for; Next believes them. */
const saidByProxies = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded', 'x-real-ip']

/**
 * From now on, whatever a request to this process makes happen is known to come from its client, wherever in the house it is
 * written down or counted. Node says that a request starts in the very context in which it is then handled, before anybody
 * reads its headers.
 */
export function followRequests(trusts: Trusts = trustedProxies()): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    enterFrom(settleOrigin(request, trusts), response)
  })
}

/**
 * The client's address, decided once. The request's own headers then say that and nothing else: what somebody other than a
 * trusted proxy claims to have been asked for is taken out, so that nobody believes it later.
 */
export function settleOrigin(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trusts: Trusts,
): string {
  if (headers[innerHeader] === innerSecret) return String(headers['x-forwarded-for'] ?? '')
  headers[innerHeader] = innerSecret
  // Next says it of its own requests; the proxy believes it (proxy.ts).
  delete headers['x-action-forwarded']
  const connected = parseClientAddress(socket.remoteAddress ?? '')
  const address = clientAddress(
    [headers['x-forwarded-for'] ?? []].flat().join(),
    socket.remoteAddress,
    trusts,
  )
  if (connected === null || !trusts(connected)) {
    if (headers['x-forwarded-for'] !== undefined) warnOfProxy(connected ?? '')
    for (const name of saidByProxies) delete headers[name]
  }
  headers['x-forwarded-for'] = address
  return address
}

const isPrivate = proxyAddr.compile(['linklocal', 'uniquelocal'])
let hasWarned = false

/** A proxy that was forgotten in the configuration makes everybody one network: whoever runs the portal is told, once. */
function warnOfProxy(connected: string): void {
  if (hasWarned || !isPrivate(connected, 0)) return
  hasWarned = true
  logEvent('proxy-not-trusted', {})
}

/** Whether an address is among `TRUSTED_PROXIES`. */
export function trustedProxies(): Trusts {
  const trusts = proxyAddr.compile([...env.TRUSTED_PROXIES])
  return (address) => trusts(address, 0)
}
