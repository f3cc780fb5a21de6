import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { limitKey } from './count.ts'
import { type SettledRate, settleTogether } from './settle.ts'
import type { RateLimit } from './table.ts'

const keysKept = 10_000
const settleEvery = 1000

export type SharedRate = {
  /** Takes `cost` of `whom`; answers 0, or the seconds after which it is worth asking again. */
  take(whom: string, cost?: number): number
  /** As `take`, but takes nothing. */
  ask(whom: string): number
  /** Tells the store what was taken here, and hears what was taken elsewhere. */
  settle(): Promise<void>
}

/**
 * What was taken and has not flowed in again at `at`, as the milliseconds that takes; `untold`: of that, what the store has not
 * heard of.
 */
type Bucket = { debt: number; at: number; untold: number }

/**
 * A token bucket for each of whom it counts: `perSecond` flow in, at most `atOnce` are kept. Who still has some may take more than
 * that, and pays it back before the next: a batch is taken whole or not at all.
 *
 * To ask reads and writes nothing: each instance decides by what it knows, and once a second, while there is anything to tell,
 * settles with the store in one transaction. So of what several instances take within the same second each knows its own part:
 * together they may once let through what each alone could, and all of them wait for it afterwards (docs/limits.md, Rates).
 */
export function createSharedRate(
  name: string,
  { perSecond, atOnce }: RateLimit,
  openedStore: () => Promise<Store> | undefined,
): SharedRate {
  const buckets = new Map<string, Bucket>()
  const untold = new Set<string>()
  const each = 1000 / perSecond
  let isDue = false
  let hasFailed = false

  function find(whom: string): Bucket {
    const at = now()
    const bucket = buckets.get(whom) ?? { debt: 0, at, untold: 0 }
    // A clock that was put back must not take anything away.
    bucket.debt = Math.max(0, bucket.debt - Math.max(0, at - bucket.at))
    bucket.at = at
    return bucket
  }

  function keep(whom: string, bucket: Bucket): void {
    buckets.delete(whom)
    buckets.set(whom, bucket)
    if (buckets.size <= keysKept) return
    for (const oldest of buckets.keys().take(10)) {
      if (untold.has(oldest)) continue
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
    const told: SettledRate[] = [...untold].flatMap((whom) => {
      // What is less than a millisecond is told with the next.
      const taken = Math.floor(buckets.get(whom)?.untold ?? 0)
      return taken > 0 ? [{ whom, key: limitKey(name, whom), taken }] : []
    })
    untold.clear()
    try {
      const debts = await settleTogether(await opened, told)
      for (const { whom, key, taken } of told) {
        const bucket = find(whom)
        bucket.untold -= taken
        // What was taken here while the store wrote comes on top.
        bucket.debt = (debts.get(key) ?? 0) + bucket.untold
        buckets.set(whom, bucket)
      }
    } catch (error) {
      for (const { whom } of told) untold.add(whom)
      throw error
    }
  }

  async function settleNow(): Promise<void> {
    try {
      await settle()
      hasFailed = false
    } catch (error) {
      if (!hasFailed) log.warn({ error, rate: name }, 'a rate could not be settled between instances')
      hasFailed = true
    }
    isDue = false
    if (untold.size > 0) settleSoon()
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
        bucket.untold += cost * each
        untold.add(whom)
        settleSoon()
      }
      keep(whom, bucket)
      return wait
    },
    ask: (whom) => secondsUntilSome(find(whom)),
    settle,
  }
}

/** Sums of fractions of a millisecond are off by so much at most. */
const roundings = 0.001
