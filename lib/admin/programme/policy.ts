import type { ProgrammeDay } from '#/db/words/programme.ts'
import { hour } from '#/lib/platform/values/clock.ts'

export const dayLength = 24 * hour

/** Times from invitation to complete are counted up to each of these, in milliseconds. */
export const completionSteps = [hour, 1, 3, 7, 14, 30].map((step) =>
  step === hour ? hour : step * dayLength,
)

/** Which number of `completedWithin` a time counts in. */
export function completionStepOf(took: number): number {
  const step = completionSteps.findIndex((most) => took <= most)
  return step === -1 ? completionSteps.length : step
}

/** The day of an instant (UTC, `2026-11-25`). */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** When a day begins, in milliseconds UTC. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** So far back the first run looks. */
const daysBack = 400

/**
 * The ended days that have no row yet, newest first: since the programme's first account, and at most so many back.
 */
export function listMissingDays(given: {
  at: number
  firstAccountAt: number | null
  written: ReadonlySet<string>
}): string[] {
  if (given.firstAccountAt === null) return []
  const today = startOf(dayOf(given.at))
  const first = Math.max(startOf(dayOf(given.firstAccountAt)), today - daysBack * dayLength)
  const missing: string[] = []
  for (let start = today - dayLength; start >= first; start -= dayLength) {
    if (!given.written.has(dayOf(start))) missing.push(dayOf(start))
  }
  return missing
}

/** Notices first seen from `from` until before `until` have their answer due `after` later, or all of them at `at`. */
export type AnswerWindow = { from: number; until: number } & ({ after: number } | { at: number })

/**
 * When the notices were first seen whose answer falls due on a day, but not after `until`, where it is due within so many
 * business days (notices.md, Routing; `dueAfter`). Counted in UTC: in which zone an account counts is not asked.
 */
export function listAnswerWindows(day: string, answerDays: number, until: number): AnswerWindow[] {
  const start = startOf(day)
  if (isWeekend(start) || until <= start) return []
  let seen = start
  for (let left = answerDays; left > 0; ) {
    seen -= dayLength
    if (!isWeekend(seen)) left--
  }
  const after = start - seen
  const windows: AnswerWindow[] = [{ from: seen, until: Math.min(seen + dayLength, until - after), after }]
  // What comes on Saturday or Sunday counts from Monday, 00:00.
  if (new Date(seen).getUTCDay() === 1) windows.push({ from: seen - 2 * dayLength, until: seen, at: start })
  return windows
}

function isWeekend(at: number): boolean {
  const weekday = new Date(at).getUTCDay()
  return weekday === 0 || weekday === 6
}

export function noDay(): ProgrammeDay {
  return {
    accounts: 0,
    complete: 0,
    states: {},
    reachability: { reached: 0, unanswered: 0, untried: 0 },
    deliveries: { accepted: 0, delivered: 0, failed: 0, expired: 0 },
    answers: { inTime: 0, missed: 0 },
    completedWithin: Array.from({ length: completionSteps.length + 1 }, () => 0),
  }
}

export const spans = ['month', 'quarter', 'year'] as const
export type Span = (typeof spans)[number]
/** How many days a span shows, and how many of them are one row of its tables. */
const spanDays: Record<Span, { days: number; each: number }> = {
  month: { days: 30, each: 1 },
  quarter: { days: 91, each: 7 },
  year: { days: 364, each: 28 },
}

export type DatedDay = { day: string; standing: ProgrammeDay }

/** The first day of a span that ends with `today`. */
export function firstDayOf(span: Span, today: string): string {
  return dayOf(startOf(today) - (spanDays[span].days - 1) * dayLength)
}

/** Some days together: from `from` to `to`, how it stood at their end, and what happened in them. */
export type ProgrammePeriod = { from: string; to: string; standing: ProgrammeDay | null }

/**
 * The periods of a span, oldest first, the last one ending today. `standing` is null where no day of one is known: before
 * the first account.
 */
export function listPeriods(span: Span, today: string, days: readonly DatedDay[]): ProgrammePeriod[] {
  const { days: length, each } = spanDays[span]
  const known = new Map(days.map(({ day, standing }) => [day, standing]))
  const end = startOf(today)
  const periods: ProgrammePeriod[] = []
  for (let first = length - each; first >= 0; first -= each) {
    const dates = Array.from({ length: each }, (_, place) =>
      dayOf(end - (first + each - 1 - place) * dayLength),
    )
    const found = dates.flatMap((date) => known.get(date) ?? [])
    periods.push({ from: dates[0] ?? today, to: dates.at(-1) ?? today, standing: addUp(found) })
  }
  return periods
}

/** How it stood at the end of the last of these days, with what happened in all of them; null without any. */
export function addUp(days: readonly ProgrammeDay[]): ProgrammeDay | null {
  const last = days.at(-1)
  if (!last) return null
  return {
    ...last,
    deliveries: sumOf(days.map(({ deliveries }) => deliveries)),
    answers: sumOf(days.map(({ answers }) => answers)),
    completedWithin: noDay().completedWithin.map((_, step) =>
      days.reduce((sum, { completedWithin }) => sum + (completedWithin[step] ?? 0), 0),
    ),
  }
}

function sumOf<Name extends string>(counts: readonly Record<Name, number>[]): Record<Name, number> {
  const sum: Partial<Record<Name, number>> = {}
  for (const count of counts) {
    for (const name of Object.keys(count) as Name[]) sum[name] = (sum[name] ?? 0) + count[name]
  }
  return sum as Record<Name, number>
}

/**
 * Within which of `completionSteps` half of the accounts were complete; `longer` where it took them more than the last, null
 * where there were none.
 */
export function medianStepOf(counts: readonly number[]): number | 'longer' | null {
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum === 0) return null
  let so = 0
  for (const [place, step] of completionSteps.entries()) {
    so += counts[place] ?? 0
    if (so * 2 >= sum) return step
  }
  return 'longer'
}
