import { subscribe } from 'node:diagnostics_channel'
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'

type Started = { server: Server; response: ServerResponse }

export type LastRequests = {
  /** Takes no more connections; resolves once every request is answered, or `within` milliseconds have passed and the rest is cut off. */
  finish(within: number): Promise<void>
}

/** Milliseconds in which a resting connection may still send a request, which is answered and told that it is the last. */
const lastCall = 1000
const sweep = 50
/** So long it waits at most for a turn in which nobody connects. */
const longestLook = 500

/** Follows the requests to this process from now on. Next does not hand out its server; whoever gets a request shows it. */
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

/** Tells the client to send nothing more on this connection, where that can still be said. */
function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

/**
 * Who has connected is answered: what the system has not handed to us when we stop listening it resets, and so it does where we
 * close a connection on which a request has just come.
 */
async function closeServer(server: Server, sayLast: () => void): Promise<void> {
  await untilNobodyKnocks(server)
  // Not the HTTP server's own, which closes resting connections in the same moment.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
  // Not before: who is told to go connects anew.
  sayLast()
  const isClosed = await Promise.race([closed.then(() => true), setTimeout(lastCall, false)])
  if (isClosed) return
  const sweeping = setInterval(() => server.closeIdleConnections(), sweep)
  await closed
  clearInterval(sweeping)
}

/** Waits for a turn of the loop in which nobody connected: then nobody waits to be accepted. */
async function untilNobodyKnocks(server: Server): Promise<void> {
  let knocks = 0
  const count = () => knocks++
  server.on('connection', count)
  for (const end = performance.now() + longestLook; performance.now() < end; ) {
    const before = knocks
    await setImmediate()
    if (knocks === before) break
  }
  server.removeListener('connection', count)
}
