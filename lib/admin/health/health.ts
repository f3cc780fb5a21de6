import { turns } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { readVersion, type Version } from '#/lib/platform/log/version.ts'
import { type OutboxHealth, readOutboxHealth } from '#/lib/platform/outbox/queries.ts'
import { now, second } from '#/lib/platform/values/clock.ts'

type StoreHealth = { engine: Store['engine']; schemaVersion: number }

/** `outdated`: a newer version has migrated the store, and this process writes nothing more. */
export type Health =
  | { status: 'ok'; store: StoreHealth; outbox: OutboxHealth }
  | { status: 'outdated'; store: StoreHealth }
  | { status: 'unavailable' | 'migrating' }

/** What `/api/health` answers: also which build this process runs; no commit where the build has none. */
export function withVersion({ status, ...rest }: Health, { version, commit }: Version = readVersion()) {
  return { status, version, ...(commit && { commit }), ...rest }
}

/** Milliseconds. */
const healthTimeout = 2000

/** Reads from and writes to the store, with a timeout: a full disk can still be read. */
export async function readHealth(openStore: () => Promise<Store>, limit = healthTimeout): Promise<Health> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The store does not answer.')), limit)
  })
  try {
    return await Promise.race([checkStore(openStore), late])
  } catch (error) {
    logFault(error, 'health check failed')
    return { status: 'unavailable' }
  } finally {
    clearTimeout(timer)
  }
}

async function checkStore(openStore: () => Promise<Store>): Promise<Health> {
  const store = await openStore()
  const ofStore = { engine: store.engine, schemaVersion: await store.schemaVersion() }
  const { count, write } = lookupsOf(store)
  try {
    const [outbox] = await Promise.all([count(), store.outdated.aborted || write()])
    if (!store.outdated.aborted) return { status: 'ok', store: ofStore, outbox }
  } catch (error) {
    if (!store.outdated.aborted) throw error
  }
  return { status: 'outdated', store: ofStore }
}

type Lookups = { count(): Promise<OutboxHealth>; write(): Promise<void> }

const known = new WeakMap<Store, Lookups>()

/** Cached, because the endpoint is public, counting a hundred thousand waiting mails is slow, and a write syncs the disk. */
function lookupsOf(store: Store): Lookups {
  const lookups = known.get(store) ?? {
    count: cacheBriefly(() => readOutboxHealth(store.read)),
    write: cacheBriefly(() => writeOnce(store), { holds: () => second }),
  }
  known.set(store, lookups)
  return lookups
}

async function writeOnce(store: Store): Promise<void> {
  const nextAt = now()
  await store.transact(
    (tx) =>
      tx
        .insert(turns)
        .values({ name: 'health', nextAt })
        .onConflictDoUpdate({ target: turns.name, set: { nextAt } }),
    { isolation: 'read committed' },
  )
}

/** The largest share of time spent in lookups. */
const lookupShare = 1 / 20
/** Milliseconds after which a lookup counts as hung and another may start. */
const lookupTimeout = 5000

type Caching = {
  /** Milliseconds for which a result is cached, by how long it took. */
  holds?: (took: number) => number
  clock?: () => number
}

/**
 * Caches the result of `find` for twenty times as
 * long as it took, unless `holds` is given. Concurrent callers share a lookup. Failures are not cached.
 */
export function cacheBriefly<Answer>(
  find: () => Promise<Answer>,
  { holds = (took) => took / lookupShare, clock = () => performance.now() }: Caching = {},
): () => Promise<Answer> {
  let last: Promise<Answer> | null = null
  let until = 0

  async function refresh(began: number): Promise<Answer> {
    try {
      const answer = await find()
      until = clock() + holds(clock() - began)
      return answer
    } catch (error) {
      until = 0
      throw error
    }
  }

  return () => {
    const at = clock()
    if (last && at < until) return last
    until = at + lookupTimeout
    last = refresh(at)
    return last
  }
}
