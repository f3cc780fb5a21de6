import { setTimeout } from 'node:timers/promises'

/** Milliseconds of some pages' answers: the 95th percentile of all, and each page's own, slowest first. */
export type PageTimes = { p95: number; each: { path: string; p95: number }[] }

const rounds = 15
const longestSettling = 30_000

/** Requests the pages one after another, in rounds, the first to warm up. @throws Error if an answer is not 200 */
export async function measurePages(
  url: string,
  cookie: string,
  paths: readonly string[],
): Promise<PageTimes> {
  const times = new Map<string, number[]>()
  for (let round = 0; round <= rounds; round++) {
    for (const path of paths) {
      const took = await timePage(`${url}${path}`, cookie)
      if (round > 0) times.set(path, [...(times.get(path) ?? []), took])
    }
  }
  const each = [...times].map(([path, took]) => ({ path, p95: percentile(took, 0.95) }))
  return {
    p95: percentile([...times.values()].flat(), 0.95),
    each: each.sort((one, other) => other.p95 - one.p95),
  }
}

/** Milliseconds until the last byte of a page. */
export async function timePage(url: string, cookie: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`)
  return performance.now() - began
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Requests a page repeatedly until stopped; answers how often, and the longest time (milliseconds). */
export function watchPage(url: string, cookie: string) {
  let isStopped = false
  let pages = 0
  let longest = 0
  const watching = (async () => {
    for (; !isStopped; await setTimeout(40)) {
      longest = Math.max(longest, await timePage(url, cookie))
      pages++
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      await watching
      return { pages, longest }
    },
  }
}

/** Waits until the start has caught up: for 1.5 seconds pages take at most four times the quickest. */
export async function settle(url: string, cookie: string): Promise<void> {
  let quickest = Number.POSITIVE_INFINITY
  const limit = Date.now() + longestSettling
  for (let quiet = 0; quiet < 15 && Date.now() < limit; await setTimeout(100)) {
    const took = await timePage(`${url}/admin/cases`, cookie)
    quickest = Math.min(quickest, took)
    quiet = took < 4 * quickest ? quiet + 1 : 0
  }
}
