import { crc32 } from 'node:zlib'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/** Regular drills reach people at work: on business days between these hours, in the account's zone. */
export const drillHours = { from: 10, until: 16 } as const

/** Time from going live to the first drill, which soon shows whether the account can be reached. */
const firstDrillAfter = 7 * day
/** The earliest drill after an account returns, if its date passed during the absence. */
const drillAfterReturn = day
/** Overdue accounts without a date are drilled within this many milliseconds. */
const lateWithin = 7 * day

/**
 * The drill time on the first business day from `from` on (milliseconds UTC). The account's id alone gives the time of
 * day: an account always has the same one, and drills are spread over the day. Business days are those of `zone`
 * (notices.md, Routing).
 */
export function nextDrillAt({ from, zone, accountId }: Place & { from: number }): number {
  const into = Math.floor(shareOf(accountId) * (drillHours.until - drillHours.from) * hour)
  const time = Temporal.PlainTime.from({ hour: drillHours.from }).add({ milliseconds: into })
  const begun = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  for (let date = begun.toPlainDate(); ; date = date.add({ days: 1 })) {
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
    if (at >= from && isDrillTime(at, zone)) return at
  }
}

/** Whether regular drills may go out at this instant; staff may ask for a drill at any time. */
export function isDrillTime(at: number, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return local.dayOfWeek <= 5 && local.hour >= drillHours.from && local.hour < drillHours.until
}

type Place = { accountId: string; zone: string }

/** The input of the next date. `drilledAt`: when the last drill ended. Instants in milliseconds UTC. */
export type Drilled = Place & { drilledAt: number | null; drillDays: number; at: number }

/** The date after a drill sent at `at`. */
export function drillDateAfter({ accountId, zone, drillDays, at }: Omit<Drilled, 'drilledAt'>): number {
  return nextDrillAt({ from: at + drillDays * day, zone, accountId })
}

/** The date of an account that goes live or resumes. A future date stays; a past one moves a day ahead or more. */
export function drillDateOnGoingLive({
  drillDueAt,
  ...drilled
}: Drilled & { drillDueAt: number | null }): number {
  const { at, drilledAt, drillDays } = drilled
  if (drillDueAt !== null && drillDueAt > at) return drillDueAt
  const from =
    drilledAt === null ? at + firstDrillAfter : Math.max(drilledAt + drillDays * day, at + drillAfterReturn)
  return nextDrillAt({ ...drilled, from })
}

/**
 * The date of a live account without one, from its last drill or its going live (`liveSince`). If that has passed: within a
 * week, or spread over the rhythm if there was no drill.
 */
export function drillDateWithoutPlan(undated: Drilled & { liveSince: number }): number {
  const { accountId, drilledAt, drillDays, liveSince, at } = undated
  const asked = drilledAt === null ? liveSince + firstDrillAfter : drilledAt + drillDays * day
  const span = drilledAt === null ? drillDays * day : lateWithin
  const from = asked > at ? asked : at + Math.floor(shareOf(`day ${accountId}`) * span)
  return nextDrillAt({ ...undated, from })
}

/** Hashes a text to a number from 0 to below 1. */
const shareOf = (text: string): number => crc32(text) / 2 ** 32

/**
 * Rate limit of all workers: 100 accounts a minute, 36,000 in a business day's six hours. With an interval of 180 days, 800
 * of 100,000 accounts are due a day, so an hour catches up on a week without workers.
 */
export const drillsPerTurn = 10
export const drillTurnLength = 6000

/** Milliseconds before a drill that could not be written is retried; others go ahead of it. */
export const drillRetryAfter = hour

/** Roughly how many minutes these accounts take. */
export function minutesFor(accounts: number): number {
  return Math.max(1, Math.ceil((accounts / drillsPerTurn) * (drillTurnLength / minute)))
}
