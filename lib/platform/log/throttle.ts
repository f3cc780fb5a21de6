import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'

const maxKinds = 1000
const counts = new BoundedMap<string, { count: number; until: number }>(maxKinds)

/**
 * Counts an event that anybody can cause at any rate. Once a minute it returns how often that happened since the last line
 * of its kind; otherwise null, and the event needs no line.
 */
export function countForLine(kind: string): number | null {
  const { count, until } = counts.get(kind) ?? { count: 0, until: 0 }
  const isDue = now() >= until
  counts.set(kind, isDue ? { count: 0, until: now() + minute } : { count: count + 1, until })
  return isDue ? count + 1 : null
}
