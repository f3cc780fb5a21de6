import type { NoticeCategory, NoticeKind } from '#/db/words/notices.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import type { Routes } from './reach.ts'

/**
 * The same local time `days` business days after `at` (milliseconds UTC). Business days are Monday to Friday; a weekend
 * counts from Monday 00:00; holidays are ignored (notices.md, Routing).
 */
export function dueAfter(at: number, days: number, zone: string): number {
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  let date = from.toPlainDate()
  // Null means the start of the day, which is not 00:00 when clocks go forward at midnight.
  const time = isWeekend(date) ? null : from.toPlainTime()
  if (isWeekend(date)) date = date.add({ days: 8 - date.dayOfWeek })
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (!isWeekend(date)) left--
  }
  return date.toZonedDateTime({ timeZone: zone, ...(time && { plainTime: time }) }).epochMilliseconds
}

function isWeekend({ dayOfWeek }: Temporal.PlainDate): boolean {
  return dayOfWeek > 5
}

/** When the wait for an answer ends; null if there is none. */
type Deadlines = { dueAt: number | null; escalateAt: number | null }
type Told = Deadlines & {
  kind: NoticeKind
  category: NoticeCategory
  asksAnswer: boolean
  acknowledgedAt: number | null
}

/**
 * Deadlines of a notice told at `at`, counted from its first telling: answer, escalation, a drill's end. A notice for
 * information has none.
 */
export function defineDeadlines(known: { at: number; routes: Routes; escalationMinutes: number }) {
  const { at, routes, escalationMinutes } = known
  const reckoned = new Map<string, number>()
  const dueIn = (category: NoticeCategory, zone: string): number => {
    const days = routes.get(category)?.answerDays ?? 2
    const key = `${days} ${zone}`
    const due = reckoned.get(key) ?? dueAfter(at, days, zone)
    reckoned.set(key, due)
    return due
  }
  return (
    { kind, category, asksAnswer, acknowledgedAt, dueAt, escalateAt }: Told,
    zone: string,
  ): Deadlines => {
    if (kind === 'drill') return { dueAt, escalateAt: at + drillSpan }
    if (kind !== 'event' || !asksAnswer || acknowledgedAt !== null) return { dueAt, escalateAt }
    const escalatesAt = category === 'emergency' ? at + escalationMinutes * minute : null
    return { dueAt: dueAt ?? dueIn(category, zone), escalateAt: escalateAt ?? escalatesAt }
  }
}
