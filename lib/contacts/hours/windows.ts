import type { SupportWindow, Weekday } from '#/db/words/accounts.ts'
import {
  type MinuteSpan,
  minutesPerDay,
  minutesPerWeek,
  spansOfWeek,
  toMinutes,
  toTime,
  weekdays,
} from './week.ts'

/**
 * The same hours in the fewest readable windows, and whether any overlapped or touched another of its zone. Zones keep
 * the order in which they first appear; in a zone, days with the same times share a window.
 */
export function mergeWindows(windows: readonly SupportWindow[]): {
  windows: SupportWindow[]
  merged: boolean
} {
  const given = windows.flatMap((window) =>
    window.days.map((day) => `${window.zone} ${shiftKey(day, window)}`),
  )
  const shifts = groupByZone(windows).map(([zone, own]) => ({
    zone,
    shifts: shiftsOf(joinAcrossWeekEnd(spansOfWeek(own))),
  }))
  const kept = new Set(
    shifts.flatMap(({ zone, shifts }) => shifts.map((shift) => `${zone} ${shiftKey(shift.day, shift)}`)),
  )
  return {
    windows: shifts.flatMap(({ zone, shifts }) => groupShifts(shifts, zone)),
    merged: given.length !== kept.size || given.some((key) => !kept.has(key)),
  }
}

/** Windows by zone, in the order in which zones first appear. */
export function groupByZone(windows: readonly SupportWindow[]): [zone: string, windows: SupportWindow[]][] {
  return [...Map.groupBy(windows, (window) => window.zone)]
}

type Shift = { day: Weekday; opens: string; closes: string }

function shiftKey(day: Weekday, { opens, closes }: { opens: string; closes: string }): string {
  return `${day} ${opens} ${closes}`
}

/** Joins spans across Sunday's midnight: the last span then ends in the next week. */
function joinAcrossWeekEnd(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const first = spans[0]
  const last = spans.at(-1)
  if (!first || !last || first === last || first.from !== 0 || last.to !== minutesPerWeek) return [...spans]
  return [...spans.slice(1, -1), { from: last.from, to: minutesPerWeek + first.to }]
}

/** A span as windows of a day each; cuts one longer than a day at midnights, since no window is so long. */
function shiftsOf(spans: readonly MinuteSpan[]): Shift[] {
  return spans.flatMap(({ from, to }) => {
    if (to - from < minutesPerDay) return [toShift(from, to)]
    const shifts: Shift[] = []
    for (let start = from; start < to; ) {
      const end = Math.min(to, (Math.floor(start / minutesPerDay) + 1) * minutesPerDay)
      shifts.push(toShift(start, end))
      start = end
    }
    return shifts
  })
}

function toShift(from: number, to: number): Shift {
  const day = weekdays[Math.floor(from / minutesPerDay) % 7] ?? 1
  const closes = to % minutesPerDay
  return { day, opens: toTime(from % minutesPerDay), closes: toTime(closes === 0 ? minutesPerDay : closes) }
}

function groupShifts(shifts: readonly Shift[], zone: string): SupportWindow[] {
  return [...Map.groupBy(shifts, ({ opens, closes }) => `${opens} ${closes}`).values()]
    .flatMap((same) => {
      const [shift] = same
      if (!shift) return []
      return [{ days: same.map(({ day }) => day).sort(), opens: shift.opens, closes: shift.closes, zone }]
    })
    .sort((one, other) => order(one) - order(other))
}

function order({ days, opens }: SupportWindow): number {
  return (days[0] ?? 0) * minutesPerWeek + toMinutes(opens)
}
