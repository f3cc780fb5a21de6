import { now } from '#/lib/clock.ts'

const keysKept = 10_000

export type Rate = {
  /** Takes `cost` of `key`; answers 0, or the seconds after which it is worth asking again. */
  take(key: string, cost?: number): number
  /** As `take`, but takes nothing. */
  ask(key: string): number
}

/**
 * A token bucket for each key, in this process's memory: `perSecond` flow in, at most `atOnce` are kept. Who still has some
 * may take more than that, and pays it back before the next: a batch is taken whole or not at all.
 */
export function createRate({ perSecond, atOnce }: { perSecond: number; atOnce: number }): Rate {
  const buckets = new Map<string, { left: number; at: number }>()

  function fill(key: string): { left: number; at: number } {
    const at = now()
    const bucket = buckets.get(key) ?? { left: atOnce, at }
    // A clock that was put back must not take anything away.
    const passed = Math.max(0, at - bucket.at)
    return { left: Math.min(atOnce, bucket.left + (passed * perSecond) / 1000), at }
  }

  function secondsUntilSome({ left }: { left: number }): number {
    return left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond))
  }

  return {
    take(key, cost = 1) {
      const bucket = fill(key)
      const wait = secondsUntilSome(bucket)
      if (wait === 0) bucket.left -= cost
      buckets.delete(key)
      buckets.set(key, bucket)
      const [oldest] = buckets.keys()
      if (buckets.size > keysKept && oldest !== undefined) buckets.delete(oldest)
      return wait
    },
    ask: (key) => secondsUntilSome(fill(key)),
  }
}
