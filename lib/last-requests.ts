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
/** A turn so short (milliseconds) leaves nobody waiting to be accepted. Under load one comes soon; else it is not waited for longer. */
const shortTurn = 0.5
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
      isLast = true
      for (const response of open) closeAfter(response)
      const ended = Promise.all([...servers].map(closeServer)).then(() => true)
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
async function closeServer(server: Server): Promise<void> {
  await untilShortTurn()
  // Not the HTTP server's own, which closes resting connections in the same moment.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
  const isClosed = await Promise.race([closed.then(() => true), setTimeout(lastCall, false)])
  if (isClosed) return
  await untilShortTurn()
  server.closeIdleConnections()
  const sweeping = setInterval(() => server.closeIdleConnections(), sweep)
  await closed
  clearInterval(sweeping)
}

async function untilShortTurn(): Promise<void> {
  const until = performance.now() + longestLook
  for (let began = performance.now(); began < until; ) {
    await setImmediate()
    const ended = performance.now()
    if (ended - began < shortTurn) return
    began = ended
  }
}
