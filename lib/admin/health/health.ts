import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { type OutboxHealth, readOutboxHealth } from '#/lib/platform/outbox/queries.ts'

type StoreHealth = { engine: Store['engine']; schemaVersion: number }

/** `outdated`: a newer version has migrated the store, and this process writes nothing more. */
export type Health =
  | { status: 'ok'; store: StoreHealth; outbox: OutboxHealth }
  | { status: 'outdated'; store: StoreHealth }
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
  const schemaVersion = await store.schemaVersion()
  const ofStore = { engine: store.engine, schemaVersion }
  if (store.outdated.aborted) return { status: 'outdated', store: ofStore }
  return { status: 'ok', store: ofStore, outbox: await outboxOf(store)() }
}

const outboxes = new WeakMap<Store, () => Promise<OutboxHealth>>()

/** Caches the count: anybody may ask for our health, and counting a hundred thousand waiting mails takes long. */
function outboxOf(store: Store): () => Promise<OutboxHealth> {
  const known = outboxes.get(store) ?? cacheBriefly(() => readOutboxHealth(store.read))
  outboxes.set(store, known)
  return known
}

/** Largest part of the time that goes into lookups. */
const part = 1 / 20
/** Milliseconds after which a lookup starts again: it may never end. */
const longestLookup = 5000

/**
 * Calls `find` for at most a twentieth of the time: an answer holds for twenty times as long as it took. Callers during
 * a lookup wait for that one. A failure is not kept.
 */
export function cacheBriefly<Answer>(
  find: () => Promise<Answer>,
  clock: () => number = () => performance.now(),
): () => Promise<Answer> {
  let last: Promise<Answer> | null = null
  let until = 0

  async function findAnew(began: number): Promise<Answer> {
    try {
      const answer = await find()
      until = clock() + (clock() - began) / part
      return answer
    } catch (error) {
      until = 0
      throw error
    }
  }

  return () => {
    const at = clock()
    if (last && at < until) return last
    until = at + longestLookup
    last = findAnew(at)
    return last
  }
}
