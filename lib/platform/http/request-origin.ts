import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from 'proxy-addr'
import { env } from '#/env.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { clientAddress, enterFrom, parseClientAddress, type Trusts } from '#/lib/platform/log/origin.ts'
import { newToken } from '#/lib/platform/values/ids.ts'

/**
 * For an action's page, and the page it redirects to, Next asks this process itself, with the headers of the request it
 * serves. This header, secret to this process, marks such a request as the same one.
 */
const innerHeader = 'x-recapito-inner'
const innerSecret = newToken()

/** Headers by which a proxy says what the client asked for; Next believes them. */
const proxyHeaders = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded', 'x-real-ip']

/**
 * Attributes everything that a request causes to its client, for logging and counting. Node
 * reports the start of a request in the same async context that handles it, before any code reads its headers.
 */
export function followRequests(trusts: Trusts = trustedProxies()): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    enterFrom(resolveOrigin(request, trusts), response)
  })
}

/**
 * Decides the client's address once and sets the request's headers to it. Headers that anybody but a trusted proxy sent
 * are removed, so that no later code believes them.
 */
export function resolveOrigin(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trusts: Trusts,
): string {
  if (headers[innerHeader] === innerSecret) return String(headers['x-forwarded-for'] ?? '')
  headers[innerHeader] = innerSecret
  // Next sends this with its own requests, and proxy.ts believes it.
  delete headers['x-action-forwarded']
  // Next answers such a request with an empty page.
  delete headers['x-middleware-prefetch']
  const connected = parseClientAddress(socket.remoteAddress ?? '')
  const address = clientAddress(
    [headers['x-forwarded-for'] ?? []].flat().join(),
    socket.remoteAddress,
    trusts,
  )
  if (connected === null || !trusts(connected)) {
    if (headers['x-forwarded-for'] !== undefined) warnOfProxy(connected ?? '')
    for (const name of proxyHeaders) delete headers[name]
  }
  headers['x-forwarded-for'] = address
  return address
}

const isPrivate = proxyAddr.compile(['linklocal', 'uniquelocal'])
let hasWarned = false

/** Without its proxy in the configuration all clients look like one network: the log warns once. */
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
