import { now } from '#/lib/clock.ts'

type AttemptLimit = {
  /** Counts an attempt of `key`; false where it has made too many within the window. */
  take(key: string): boolean
  /** Forgets the last attempt of `key`: it proved to be honest. */
  giveBack(key: string): void
}

const keysKept = 10_000

/**
 * At most `limit` attempts of one key within `window` milliseconds, counted in this process's memory alone: an obstacle
 * in front of the limits that the store keeps, and nothing personal on disk.
 */
export function createAttemptLimit(limit: number, window: number): AttemptLimit {
  const attempts = new Map<string, number[]>()
  return {
    take(key) {
      const at = now()
      const recent = (attempts.get(key) ?? []).filter((attempt) => attempt > at - window)
      if (recent.length >= limit) return false
      attempts.delete(key)
      attempts.set(key, [...recent, at])
      for (const oldest of attempts.keys()) {
        if (attempts.size <= keysKept) break
        attempts.delete(oldest)
      }
      return true
    },
    giveBack(key) {
      attempts.get(key)?.pop()
    },
  }
}

/**
 * The network a request came from: the nearest address of `X-Forwarded-For` (Next puts the socket's there where no proxy
 * did), of IPv6 only the /64 that one customer has.
 */
export function networkOf(forwardedFor: string | null): string {
  const nearest = forwardedFor?.split(',').at(-1)?.trim().toLowerCase().slice(0, 64) ?? ''
  const fourth = /(\d{1,3}\.){3}\d{1,3}/.exec(nearest)?.[0]
  if (fourth || !nearest.includes(':')) return fourth ?? nearest
  const [head = ''] = nearest.split('::')
  return [...head.split(':'), '0', '0', '0', '0'].slice(0, 4).join(':')
}
