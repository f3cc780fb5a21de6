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
    window.days.map((day) => `${window.zone} ${turnKey(day, window)}`),
  )
  const turns = groupByZone(windows).map(([zone, own]) => ({
    zone,
    turns: turnsOf(joinRound(spansOfWeek(own))),
  }))
  const kept = new Set(
    turns.flatMap(({ zone, turns }) => turns.map((turn) => `${zone} ${turnKey(turn.day, turn)}`)),
  )
  return {
    windows: turns.flatMap(({ zone, turns }) => groupTurns(turns, zone)),
    merged: given.length !== kept.size || given.some((key) => !kept.has(key)),
  }
}

/** Windows by zone, in the order in which zones first appear. */
export function groupByZone(windows: readonly SupportWindow[]): [zone: string, windows: SupportWindow[]][] {
  return [...Map.groupBy(windows, (window) => window.zone)]
}

type Turn = { day: Weekday; opens: string; closes: string }

function turnKey(day: Weekday, { opens, closes }: { opens: string; closes: string }): string {
  return `${day} ${opens} ${closes}`
}

/** Joins spans across Sunday's midnight: the last span then ends in the next week. */
function joinRound(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const first = spans[0]
  const last = spans.at(-1)
  if (!first || !last || first === last || first.from !== 0 || last.to !== minutesPerWeek) return [...spans]
  return [...spans.slice(1, -1), { from: last.from, to: minutesPerWeek + first.to }]
}

/** A span as windows of a day each; cuts one longer than a day at midnights, since no window is so long. */
function turnsOf(spans: readonly MinuteSpan[]): Turn[] {
  return spans.flatMap(({ from, to }) => {
    if (to - from < minutesPerDay) return [toTurn(from, to)]
    const turns: Turn[] = []
    for (let start = from; start < to; ) {
      const end = Math.min(to, (Math.floor(start / minutesPerDay) + 1) * minutesPerDay)
      turns.push(toTurn(start, end))
      start = end
    }
    return turns
  })
}

function toTurn(from: number, to: number): Turn {
  const day = weekdays[Math.floor(from / minutesPerDay) % 7] ?? 1
  const closes = to % minutesPerDay
  return { day, opens: toTime(from % minutesPerDay), closes: toTime(closes === 0 ? minutesPerDay : closes) }
}

function groupTurns(turns: readonly Turn[], zone: string): SupportWindow[] {
  return [...Map.groupBy(turns, ({ opens, closes }) => `${opens} ${closes}`).values()]
    .flatMap((same) => {
      const [turn] = same
      if (!turn) return []
      return [{ days: same.map(({ day }) => day).sort(), opens: turn.opens, closes: turn.closes, zone }]
    })
    .sort((one, other) => order(one) - order(other))
}

function order({ days, opens }: SupportWindow): number {
  return (days[0] ?? 0) * minutesPerWeek + toMinutes(opens)
}
