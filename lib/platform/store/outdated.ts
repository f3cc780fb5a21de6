import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'

/** Milliseconds between schema checks, for a process that rarely writes. */
const rhythm = 2000

/**
 * Once a newer version has migrated the store under this process, logs it and stops the work of this process, which
 * records or releases what it holds. Health answers 503 from then on, and the store refuses writes.
 */
export function stopOnceOutdated(store: Store, stopWork: () => Promise<unknown>): void {
  const looking = setInterval(() => store.schemaVersion().catch(() => undefined), rhythm).unref()
  const stop = () => {
    clearInterval(looking)
    log.error({ error: store.outdated.reason }, 'this process is older than its store')
    stopWork().catch((error: unknown) => log.error({ error }, 'claims could not be released'))
  }
  store.outdated.addEventListener('abort', stop, { once: true })
}
