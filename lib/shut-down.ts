import { subscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { log } from './log.ts'

/** Milliseconds; whoever stops us kills after 10 s. */
const patience = 9000
const sweep = 50

/**
 * On SIGTERM and SIGINT: no new work, what is in flight settles, and the process ends. Next's own handlers exit without
 * waiting for ours, and wait long for connections kept alive, so they are replaced (stack.md, Running).
 */
export function stopOnSignals(closing: (() => Promise<void>)[], closeStore: () => Promise<void>): void {
  const servers = watchServers()
  let stopping = false

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error('stopping took too long; what is in flight is repeated after the next start')
      process.exit(1)
    }, patience)
    await Promise.all([...closing.map((close) => close()), ...[...servers].map(closeServer)])
    await closeStore()
    process.exit(0)
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      stop(signal).catch((error) => {
        log.error({ error }, 'stopping failed')
        process.exit(1)
      })
    })
  }
}

/** Next does not hand out its server; whoever got a request shows it. */
function watchServers(): Set<Server> {
  const servers = new Set<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    servers.add(server)
  })
  return servers
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), sweep)
    server.close(() => {
      clearInterval(sweeping)
      resolve()
    })
    server.closeIdleConnections()
  })
}
