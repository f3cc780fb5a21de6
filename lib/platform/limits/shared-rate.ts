import { sql } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { openedStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { limitKey } from './count.ts'
import type { RateLimit } from './table.ts'

const keysKept = 10_000
const settleEvery = 1000

export type SharedRate = {
  /** Takes `cost` of `whom`; returns 0, or the seconds until the next try makes sense. */
  take(whom: string, cost?: number): number
  /** As `take`, but takes nothing. */
  ask(whom: string): number
  /** Tells the store what this instance took, and learns what the others took. */
  settle(): Promise<void>
}

/**
 * What was taken and has not flowed in again at `at`, in milliseconds of inflow; `untold`: the part of it that the
 * store does not know.
 */
type Bucket = { debt: number; at: number; unreported: number }

/**
 * A token bucket per subject: `perSecond` flow in, at most `atOnce` are kept. A subject with tokens left may take more
 * than it has and pays it back before the next batch: a batch is taken whole or not at all. Asking reads and writes
 * nothing: each instance decides by what it knows, and settles with the store once a second, in one transaction, while
 * it has something to tell. Within the same second each instance knows only its own takings: together they may once let
 * through what each could alone, and then all of them wait (docs/limits.md, Rates).
 */
export function createSharedRate(
  name: string,
  { perSecond, atOnce }: RateLimit,
  openedStore: () => Promise<Store> | undefined,
): SharedRate {
  const buckets = new Map<string, Bucket>()
  const unreported = new Set<string>()
  const each = 1000 / perSecond
  let isDue = false
  let hasFailed = false

  function find(whom: string): Bucket {
    const at = now()
    const bucket = buckets.get(whom) ?? { debt: 0, at, unreported: 0 }
    // A clock that is set back must not take anything away.
    bucket.debt = Math.max(0, bucket.debt - Math.max(0, at - bucket.at))
    bucket.at = at
    return bucket
  }

  function keep(whom: string, bucket: Bucket): void {
    buckets.delete(whom)
    buckets.set(whom, bucket)
    if (buckets.size <= keysKept) return
    for (const oldest of buckets.keys().take(10)) {
      if (unreported.has(oldest)) continue
      buckets.delete(oldest)
      return
    }
  }

  function secondsUntilSome({ debt }: Bucket): number {
    const missing = debt - (atOnce - 1) * each
    return missing < roundings ? 0 : Math.max(1, Math.ceil((missing - roundings) / 1000))
  }

  async function settle(): Promise<void> {
    const opened = openedStore()
    if (!opened) return
    const reported: SettledRate[] = [...unreported].flatMap((whom) => {
      // Less than a millisecond is reported with the next one.
      const taken = Math.floor(buckets.get(whom)?.unreported ?? 0)
      return taken > 0 ? [{ whom, key: limitKey(name, whom), taken }] : []
    })
    unreported.clear()
    try {
      const debts = await settleTogether(await opened, reported)
      for (const { whom, key, taken } of reported) {
        const bucket = find(whom)
        bucket.unreported -= taken
        // What was taken here while the store wrote comes on top.
        bucket.debt = (debts.get(key) ?? 0) + bucket.unreported
        buckets.set(whom, bucket)
      }
    } catch (error) {
      for (const { whom } of reported) unreported.add(whom)
      throw error
    }
  }

  async function settleNow(): Promise<void> {
    try {
      await settle()
      hasFailed = false
    } catch (error) {
      if (!hasFailed) log.warn({ error, rate: name }, 'a rate could not be synchronised between instances')
      hasFailed = true
    }
    isDue = false
    if (unreported.size > 0) settleSoon()
  }

  function settleSoon(): void {
    if (isDue) return
    isDue = true
    setTimeout(settleNow, settleEvery).unref()
  }

  return {
    take(whom, cost = 1) {
      const bucket = find(whom)
      const wait = secondsUntilSome(bucket)
      if (wait === 0) {
        bucket.debt += cost * each
        bucket.unreported += cost * each
        unreported.add(whom)
        settleSoon()
      }
      keep(whom, bucket)
      return wait
    },
    ask: (whom) => secondsUntilSome(find(whom)),
    settle,
  }
}

/** Largest rounding error of sums of fractions of a millisecond. */
const roundings = 0.001

/** What an instance took of a rate, as the whole milliseconds in which it flows in again. */
type SettledRate = { whom: string; key: string; taken: number }

const rowsAtOnce = 200

/**
 * Adds an instance's takings to the store's, and answers by key the debt that has not flowed in again (milliseconds). A
 * row holds the debt at the time of writing as `points`, and at `resetAt` it is paid.
 */
async function settleTogether(store: Store, all: readonly SettledRate[]): Promise<Map<string, number>> {
  const debts = new Map<string, number>()
  // In one order, so that instances do not deadlock.
  const sorted = all.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  for (const rows of chunksOf(sorted, rowsAtOnce)) {
    for (const { key, points } of await settleRows(store, rows)) debts.set(key, points)
  }
  return debts
}

async function settleRows(store: Store, rows: readonly SettledRate[]) {
  const at = now()
  const values = rows.map(({ key, taken }) => ({ key, points: taken, resetAt: at + taken }))
  // A row written later than now means the clock was set back: nothing has flowed in since.
  const debt = sql`(case when ${counts.resetAt} <= ${at} then 0 when ${counts.resetAt} - ${counts.points} > ${at} then ${counts.points} else ${counts.resetAt} - ${at} end)`
  return store.transact(
    (tx) =>
      tx
        .insert(counts)
        .values(values)
        .onConflictDoUpdate({
          target: counts.key,
          set: {
            points: sql`${debt} + excluded.points`,
            resetAt: sql`${at} + ${debt} + excluded.points`,
          },
        })
        .returning({ key: counts.key, points: counts.points }),
    { isolation: 'read committed' },
  )
}

/** Each route may have its own module graph, and all of them must count together. */
const shared = globalThis as typeof globalThis & { recapitoRates?: Map<string, SharedRate> }

/** The rate of this name, created on first use. */
export function rateOf(name: string, limit: RateLimit): SharedRate {
  shared.recapitoRates ??= new Map()
  const known = shared.recapitoRates.get(name)
  if (known) return known
  const made = createSharedRate(name, limit, openedStore)
  shared.recapitoRates.set(name, made)
  return made
}
