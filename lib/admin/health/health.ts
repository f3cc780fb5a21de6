import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { type OutboxHealth, readOutboxHealth } from '#/lib/platform/outbox/queries.ts'
import { cacheBriefly } from '#/lib/platform/values/cache-briefly.ts'

export type Health =
  | { status: 'ok'; store: { engine: Store['engine']; schemaVersion: number }; outbox: OutboxHealth }
  | { status: 'unavailable' }

/** Milliseconds that the store has to answer. */
const patience = 2000

/** Asks the store, and gives up on one that hangs. */
export async function readHealth(openStore: () => Promise<Store>, limit = patience): Promise<Health> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The store does not answer.')), limit)
  })
  try {
    return await Promise.race([ask(openStore), late])
  } catch (error) {
    log.error({ error }, 'health check failed')
    return { status: 'unavailable' }
  } finally {
    clearTimeout(timer)
  }
}

async function ask(openStore: () => Promise<Store>): Promise<Health> {
  const store = await openStore()
  const [schemaVersion, outbox] = await Promise.all([store.schemaVersion(), outboxOf(store)()])
  return { status: 'ok', store: { engine: store.engine, schemaVersion }, outbox }
}

const outboxes = new WeakMap<Store, () => Promise<OutboxHealth>>()

/** Caches the count: anybody may ask for our health, and counting a hundred thousand waiting mails takes long. */
function outboxOf(store: Store): () => Promise<OutboxHealth> {
  const known = outboxes.get(store) ?? cacheBriefly(() => readOutboxHealth(store.read))
  outboxes.set(store, known)
  return known
}
