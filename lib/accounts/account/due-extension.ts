import { day } from '#/lib/platform/values/clock.ts'

/** The deadline put off by `days`: from where it stands, or from now where it has passed. Milliseconds UTC. */
export function extendedDueAt(dueAt: number, days: number, now: number): number {
  return Math.max(dueAt, now) + days * day
}
