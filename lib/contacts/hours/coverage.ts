import type { SupportWindow, Weekday } from '#/db/words/accounts.ts'
import { day, minute } from '#/lib/platform/values/clock.ts'
import { listOffsetSpans, listOpenSpans, nextChange } from './hours.ts'
import {
  joinSpans,
  type MinuteSpan,
  minutesPerDay,
  minutesWithin,
  subtractSpans,
  toTime,
  weekdays,
} from './week.ts'

/**
 * A day of the picture of the week, in minutes of the reader's wall clock (0–1440). `skipped`: the minutes that the
 * clock jumps over. Minutes that it shows twice are covered only if they are covered both times.
 */
export type CoveredDay = { date: string; day: Weekday; covered: MinuteSpan[]; skipped: MinuteSpan[] }

/**
 * A time without support, by the reader's wall clock; `toTime` is `24:00` if it ends with a day. `days`: how many are between its
 * first and last date: if there are none, an end that is not later is after the clocks went back.
 */
export type Gap = { fromDay: Weekday; fromTime: string; toDay: Weekday; toTime: string; days: number }

/** The Monday on or before the instant (milliseconds UTC), by the zone's calendar. */
export function weekStartOf(at: number, zone: string): Temporal.PlainDate {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  return date.subtract({ days: date.dayOfWeek - 1 })
}

/**
 * Seven days from `weekStart` in the reader's zone: covered times, to the minute, and the gaps. A gap has its true end
 * even in the next week; one from the week before is left out if the week's last gap ends alike.
 */
export function coverage(
  windows: readonly SupportWindow[],
  reader: { zone: string; weekStart: Temporal.PlainDate },
) {
  const dates = weekdays.map((_, index) => reader.weekStart.add({ days: index }))
  return {
    days: dates.map((date) => coverDay(windows, date, reader.zone)),
    gaps: listGaps(windows, reader.weekStart, reader.zone),
  }
}

/** The covered times as shown: minutes that the clock skips are a gap only if a gap is beside them, within the day. */
export function joinOverSkipped({ covered, skipped }: CoveredDay): MinuteSpan[] {
  const bridges = skipped.filter(
    ({ from, to }) =>
      (from === 0 || covered.some((span) => span.to === from)) &&
      (to === minutesPerDay || covered.some((span) => span.from === to)),
  )
  return joinSpans([...covered, ...bridges])
}

/** Whether each of a day's 24 hours is covered wholly, partly or not at all: the cells of the 7 × 24 picture. */
export function coverHours(day: CoveredDay): ('open' | 'closed' | 'partly')[] {
  const shown = joinOverSkipped(day)
  return Array.from({ length: 24 }, (_, hour) => {
    const from = hour * 60
    const counted = 60 - minutesWithin(day.skipped, from, from + 60)
    const covered = minutesWithin(counted === 0 ? shown : day.covered, from, from + 60)
    if (covered === 0) return 'closed'
    if (counted === 0) return 'open'
    return covered === counted ? 'open' : 'partly'
  })
}

function startOfDay(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds
}

function coverDay(windows: readonly SupportWindow[], date: Temporal.PlainDate, zone: string): CoveredDay {
  const midnight = date.toZonedDateTime('UTC').epochMilliseconds
  const stretches = listOffsetSpans(zone, startOfDay(date, zone), startOfDay(date.add({ days: 1 }), zone))
  const pieces = stretches.map(({ from, to, offset }) => {
    const toWallClock = (span: { from: number; to: number }) => ({
      from: (span.from + offset - midnight) / minute,
      to: (span.to + offset - midnight) / minute,
    })
    return { shown: toWallClock({ from, to }), open: listOpenSpans(windows, from, to).map(toWallClock) }
  })
  const shown = pieces.map((piece) => piece.shown)
  const closed = pieces.flatMap((piece) => subtractSpans([piece.shown], piece.open))
  return {
    date: date.toString(),
    day: weekdays[date.dayOfWeek - 1] ?? 1,
    covered: subtractSpans(joinSpans(shown), closed),
    skipped: subtractSpans([{ from: 0, to: minutesPerDay }], shown),
  }
}

function listGaps(windows: readonly SupportWindow[], weekStart: Temporal.PlainDate, zone: string): Gap[] {
  const from = startOfDay(weekStart, zone)
  const to = startOfDay(weekStart.add({ days: 7 }), zone)
  const open = listOpenSpans(windows, from, to)
  const closed = subtractSpans([{ from, to }], open)
  const [first] = closed
  const last = closed.at(-1)
  if (!first || !last) return []
  if (open.length > 0 && last.to === to) last.to = findOpening(windows, to)
  const gaps = closed.map((span) => toGap(span, zone))
  const endsAlike = gaps[0]?.toDay === gaps.at(-1)?.toDay && gaps[0]?.toTime === gaps.at(-1)?.toTime
  return first !== last && first.from === from && last.to > to && endsAlike ? gaps.slice(1) : gaps
}

/** When support opens at or after the instant, if within the week from it; else the instant itself. */
function findOpening(windows: readonly SupportWindow[], weekEnd: number): number {
  const opening = nextChange(windows, weekEnd - 1)
  return opening === null || opening > weekEnd + 7 * day ? weekEnd : opening
}

function toGap(span: { from: number; to: number }, zone: string): Gap {
  const from = Temporal.Instant.fromEpochMilliseconds(span.from).toZonedDateTimeISO(zone)
  const to = Temporal.Instant.fromEpochMilliseconds(span.to).toZonedDateTimeISO(zone)
  const endsDay = to.hour === 0 && to.minute === 0
  const lastDay = endsDay ? to.subtract({ minutes: 1 }) : to
  return {
    fromDay: weekdays[from.dayOfWeek - 1] ?? 1,
    fromTime: toTime(from.hour * 60 + from.minute),
    toDay: weekdays[lastDay.dayOfWeek - 1] ?? 1,
    toTime: toTime(endsDay ? minutesPerDay : to.hour * 60 + to.minute),
    days: from.toPlainDate().until(lastDay.toPlainDate()).days,
  }
}
