import { crc32 } from 'node:zlib'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/** Drills by the rhythm ask people while they are at work: on business days between these hours, in the account's zone. */
export const drillHours = { from: 10, until: 16 } as const

/** From the launch to the first drill, so that it is soon known whether the account can be reached. */
const firstDrillAfter = 7 * day
/** At the earliest so long after an account came back, where its date passed meanwhile. */
const drillAfterReturn = day
/** Those that are late and have no date are drilled within so long (milliseconds). */
const lateWithin = 7 * day

/**
 * When an account is drilled that is to be from `from` on (milliseconds UTC): at its own time of day, on the first business day
 * where that is not before `from`. The account's id alone gives the time of day, so that drills of one day are spread over
 * its hours, and an account's come at the same time. Business days are those of `zone` (notices.md, Routing).
 */
export function nextDrillAt({
  from,
  zone,
  accountId,
}: {
  from: number
  zone: string
  accountId: string
}): number {
  const into = Math.floor(shareOf(accountId) * (drillHours.until - drillHours.from) * hour)
  const time = Temporal.PlainTime.from({ hour: drillHours.from }).add({ milliseconds: into })
  const begun = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  for (let date = begun.toPlainDate(); ; date = date.add({ days: 1 })) {
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
    if (at >= from && isWorkedAt(at, zone)) return at
  }
}

/** Whether people may be drilled at this instant by the rhythm; whoever of the staff asks for a drill decides by themselves. */
export function isWorkedAt(at: number, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return local.dayOfWeek <= 5 && local.hour >= drillHours.from && local.hour < drillHours.until
}

/** What the date of the next drill depends on. `drilledAt`: when the last one ended. Instants in milliseconds UTC. */
export type Drilled = {
  accountId: string
  zone: string
  drilledAt: number | null
  drillDays: number
  at: number
}

/** After a drill that was sent at `at`. */
export function dateAfterDrill({ accountId, zone, drillDays, at }: Omit<Drilled, 'drilledAt'>): number {
  return nextDrillAt({ from: at + drillDays * day, zone, accountId })
}

/** Of an account that is live, or live again. A date to come stays; one that passed meanwhile comes a day later at the earliest. */
export function dateOnceLive({ drillDueAt, ...drilled }: Drilled & { drillDueAt: number | null }): number {
  const { at, drilledAt, drillDays } = drilled
  if (drillDueAt !== null && drillDueAt > at) return drillDueAt
  const from =
    drilledAt === null ? at + firstDrillAfter : Math.max(drilledAt + drillDays * day, at + drillAfterReturn)
  return nextDrillAt({ ...drilled, from })
}

/**
 * Of a live account without a date: what its last drill or its launch (`liveSince`) asks for. If that has passed, a day of its
 * own in the next week or, without any drill, in the whole rhythm, so that many accounts are spread.
 */
export function dateOfUndated(undated: Drilled & { liveSince: number }): number {
  const { accountId, drilledAt, drillDays, liveSince, at } = undated
  const asked = drilledAt === null ? liveSince + firstDrillAfter : drilledAt + drillDays * day
  const span = drilledAt === null ? drillDays * day : lateWithin
  const from = asked > at ? asked : at + Math.floor(shareOf(`day ${accountId}`) * span)
  return nextDrillAt({ ...undated, from })
}

/** From 0 up to, and without, 1: the same for the same text, and spread evenly over different ones. */
function shareOf(text: string): number {
  return crc32(text) / 2 ** 32
}

/**
 * The pace of all workers: 100 accounts a minute, 36,000 in the six hours of a business day. A rhythm of 180 days has 800 of
 * 100,000 due a day, so a week of standstill is made up in an hour.
 */
export const drillsPerTurn = 10
export const drillTurnLength = 6000

/** So much later (milliseconds) an account comes again whose drill could not be written; it holds up no other meanwhile. */
export const drillRetryAfter = hour

/** About how many minutes so many accounts take. */
export function minutesFor(accounts: number): number {
  return Math.max(1, Math.ceil((accounts / drillsPerTurn) * (drillTurnLength / minute)))
}
