import type { ProgrammeDay } from '#/db/words/programme.ts'
import { hour } from '#/lib/platform/values/clock.ts'

export const dayLength = 24 * hour

/** Upper bounds of the times from invitation to complete, in milliseconds; each time counts in the first that fits. */
export const completionSteps = [hour, 1, 3, 7, 14, 30].map((step) =>
  step === hour ? hour : step * dayLength,
)

/** The index in `completedWithin` for a time in milliseconds. */
export function completionStepOf(took: number): number {
  const step = completionSteps.findIndex((most) => took <= most)
  return step === -1 ? completionSteps.length : step
}

/** The UTC day of a time (`2026-11-25`). */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The beginning of a day, in milliseconds UTC. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** How many days the first run looks back. */
const daysBack = 400

/** The ended days without a row, newest first, since the programme's first account but at most 400 back. */
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

/** Notices first seen from `from` to before `until` have their answer due `after` later, or all of them at `at`. */
export type AnswerWindow = { from: number; until: number } & ({ after: number } | { at: number })

/**
 * When the notices whose answer falls due on a day, and not after `until`, were first seen: `answerDays` business days
 * earlier (notices.md, Routing; `dueAfter`). In UTC, whatever the zone of the account.
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
  // Notices of Saturday and Sunday start on Monday, 00:00.
  if (new Date(seen).getUTCDay() === 1) windows.push({ from: seen - 2 * dayLength, until: seen, at: start })
  return windows
}

function isWeekend(at: number): boolean {
  const weekday = new Date(at).getUTCDay()
  return weekday === 0 || weekday === 6
}

export function emptyDay(): ProgrammeDay {
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
/** How many days a span covers, and how many of them make a row of its tables. */
const spanDays: Record<Span, { days: number; each: number }> = {
  month: { days: 30, each: 1 },
  quarter: { days: 91, each: 7 },
  year: { days: 364, each: 28 },
}

export type DatedDay = { day: string; standing: ProgrammeDay }

export function firstDayOf(span: Span, today: string): string {
  return dayOf(startOf(today) - (spanDays[span].days - 1) * dayLength)
}

/** The days from `from` to `to`: the state at their end, and what happened in them. */
export type ProgrammePeriod = { from: string; to: string; standing: ProgrammeDay | null }

/**
 * The periods of a span, oldest first, the last one ending today. `standing` is null for periods without a known day,
 * before the first account.
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

/** The state at the end of the last day and the sum of what happened; null without days. */
export function addUp(days: readonly ProgrammeDay[]): ProgrammeDay | null {
  const last = days.at(-1)
  if (!last) return null
  return {
    ...last,
    deliveries: sumOf(days.map(({ deliveries }) => deliveries)),
    answers: sumOf(days.map(({ answers }) => answers)),
    completedWithin: emptyDay().completedWithin.map((_, step) =>
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
 * The step of `completionSteps` within which half of the accounts were complete; `longer` beyond the last step, null
 * without accounts.
 */
export function medianStepOf(counts: readonly number[]): number | 'longer' | null {
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum === 0) return null
  let running = 0
  for (const [place, step] of completionSteps.entries()) {
    running += counts[place] ?? 0
    if (running * 2 >= sum) return step
  }
  return 'longer'
}
