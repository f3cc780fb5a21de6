import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { enterFrom } from './origin.ts'

const longestAddress = 64

/**
 * From now on, whatever a request to this process makes happen is known to come from its client, wherever in the house it is
 * written down. Node says that a request starts in the very context in which it is then handled.
 */
export function followRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = request.headers['x-forwarded-for']
    enterFrom(clientAddress([forwarded ?? []].flat().join(), request.socket.remoteAddress))
  })
}

/**
 * The network address of a client as far as it can be told: the nearest one of `X-Forwarded-For`, which the proxy before us
 * added, else the connection's. Only a proxy is to reach the server then, since anybody can send that header.
 */
export function clientAddress(forwardedFor: string, connected: string | undefined): string {
  const nearest = forwardedFor.split(',').at(-1)?.trim() || connected || ''
  const address = nearest
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .slice(0, longestAddress)
  return /^[0-9a-f.:[\]%]+$/.test(address) ? address : ''
}
