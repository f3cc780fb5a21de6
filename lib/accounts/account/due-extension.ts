import { day } from '#/lib/platform/values/clock.ts'

/** Extends a deadline by `days`, counted from now if it has passed. Milliseconds UTC. */
export function extendedDueAt(dueAt: number, days: number, now: number): number {
  return Math.max(dueAt, now) + days * day
}
