import { subscribe } from 'node:diagnostics_channel'
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'

type Started = { server: Server; response: ServerResponse }

type LastRequests = {
  /** Stops listening; resolves once every request is answered, or cuts the rest off after `within` milliseconds. */
  finish(within: number): Promise<void>
}

/** Milliseconds in which an idle connection may still send a request; its response closes the connection. */
const lastCall = 1000
const sweep = 50
/** Longest wait, in milliseconds, for a turn in which nobody connects. */
const maxQuietWait = 500

/** Follows the requests to this process from now on. Next does not expose its server, so the first request shows it. */
export function followLastRequests(): LastRequests {
  const servers = new Set<Server>()
  const open = new Set<ServerResponse>()
  let isLast = false

  subscribe('http.server.request.start', (message) => {
    const { server, response } = message as Started
    servers.add(server)
    open.add(response)
    response.once('close', () => open.delete(response))
    if (isLast) closeAfter(response)
  })

  return {
    async finish(within) {
      const sayLast = () => {
        isLast = true
        for (const response of open) closeAfter(response)
      }
      const ended = Promise.all([...servers].map((server) => closeServer(server, sayLast))).then(() => true)
      const isInTime = await Promise.race([ended, setTimeout(within, false)])
      if (!isInTime) for (const server of servers) server.closeAllConnections()
    },
  }
}

/** Tells the client to send nothing more on this connection, if the headers are not sent yet. */
function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

/**
 * Answers everybody who has connected. The system resets connections that it has not handed to us when we stop
 * listening, and idle ones that we close just as a request arrives.
 */
async function closeServer(server: Server, sayLast: () => void): Promise<void> {
  await drainConnections(server)
  // Not the HTTP server's own `close`, which closes idle connections at once.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
  // Only now: a client that we send away connects again.
  sayLast()
  const isClosed = await Promise.race([closed.then(() => true), setTimeout(lastCall, false)])
  if (isClosed) return
  const sweeping = setInterval(() => server.closeIdleConnections(), sweep)
  await closed
  clearInterval(sweeping)
}

/** Waits for a turn of the loop in which nobody connected: then no connection waits to be accepted. */
async function drainConnections(server: Server): Promise<void> {
  let knocks = 0
  const count = () => knocks++
  server.on('connection', count)
  for (const end = performance.now() + maxQuietWait; performance.now() < end; ) {
    const before = knocks
    await setImmediate()
    if (knocks === before) break
  }
  server.removeListener('connection', count)
}
