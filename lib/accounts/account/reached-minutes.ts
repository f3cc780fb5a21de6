import { minute } from '#/lib/platform/values/clock.ts'

/** The minutes until a drill was answered, at least one, as every page and file shows them. `reachedAfter`: milliseconds. */
export function minutesOf(reachedAfter: number): number {
  return Math.max(1, Math.round(reachedAfter / minute))
}
