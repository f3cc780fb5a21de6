import { minute } from '#/lib/platform/values/clock.ts'

/** In how many minutes a drill was answered, as every page and file says it: at least one. `reachedAfter`: milliseconds. */
export function minutesOf(reachedAfter: number): number {
  return Math.max(1, Math.round(reachedAfter / minute))
}
