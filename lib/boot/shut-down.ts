import { log } from '#/lib/platform/log/log.ts'
import { followLastRequests } from '#/lib/platform/store/last-requests.ts'

/** Milliseconds. Service managers kill the process after 10 s. */
const patience = 9000
/** Milliseconds that open requests have to end; slower clients are cut off. */
const maxRequestTime = 7500

/**
 * On SIGTERM and SIGINT: takes no new work, settles work in flight, and ends the process. Replaces Next's handlers,
 * which exit without ours and wait long for idle connections (see also `serverSettings` in scripts/standalone.ts).
 */
export function stopOnSignals(closing: (() => Promise<unknown>)[], closeStore: () => Promise<void>): void {
  const requests = followLastRequests()
  let stopping = false

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const waitingFor = new Set(['requests', 'work', 'store'])
    const done = (part: string) => () => waitingFor.delete(part)
    setTimeout(() => {
      log.error(
        { waitingFor: [...waitingFor] },
        'stopping took too long; unfinished work is repeated after the next start',
      )
      process.exit(1)
    }, patience)
    await Promise.all([
      requests.finish(maxRequestTime).then(done('requests')),
      Promise.all(closing.map((close) => close())).then(done('work')),
    ])
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
