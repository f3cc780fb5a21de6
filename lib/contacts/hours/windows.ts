import { type HoursRow, maxLengths, type SupportWindow, type Weekday } from '#/db/words/contacts.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'
import {
  type MinuteSpan,
  minutesPerDay,
  minutesPerWeek,
  spansOfWeek,
  toMinutes,
  toTime,
  weekdays,
} from './week.ts'

export type WindowProblemCode =
  | 'hours-days-required'
  | 'hours-days'
  | 'hours-time-required'
  | 'hours-time'
  | 'hours-opens-midnight'
  | 'hours-no-length'
  | 'hours-zone-required'
  | 'hours-zone'
export type WindowProblems = Partial<Record<keyof HoursRow, WindowProblemCode>>

/**
 * The window a row of the form means, or what is wrong with each of its controls (product.md, Support hours). Times may
 * be written `9`, `9:00`, `09.00`; a closing time of `00:00` is the end of the day.
 */
export function parseWindow(
  row: HoursRow,
): { ok: true; window: SupportWindow } | { ok: false; problems: WindowProblems } {
  const problems: WindowProblems = {}
  const days = weekdays.filter((day) => row.days.includes(String(day)))
  if (row.days.length === 0) problems.days = 'hours-days-required'
  else if (days.length !== new Set(row.days).size) problems.days = 'hours-days'

  const opens = parseTime(row.opens)
  const closes = parseTime(row.closes)
  if (opens === null) problems.opens = problemOfTime(row.opens)
  else if (opens === minutesPerDay) problems.opens = 'hours-opens-midnight'
  if (closes === null) problems.closes = problemOfTime(row.closes)
  else if (closes === opens) problems.closes = 'hours-no-length'

  const zone = canonicalZone(row.zone)
  if (zone === null) problems.zone = row.zone.trim() === '' ? 'hours-zone-required' : 'hours-zone'

  if (opens === null || closes === null || zone === null || Object.keys(problems).length > 0) {
    return { ok: false, problems }
  }
  return {
    ok: true,
    window: { days, opens: toTime(opens), closes: toTime(closes === 0 ? minutesPerDay : closes), zone },
  }
}

/**
 * The same hours in the fewest windows one can read, and whether any overlapped or touched another of its zone.
 * Zones keep the order in which they first appear; in a zone, days with the same times share a window.
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

/** The windows of a draft that are already what they should be, merged: what its picture can show. */
export function listReadableWindows(rows: readonly HoursRow[]): SupportWindow[] {
  const windows = rows.flatMap((row) => {
    const parsed = parseWindow(row)
    return parsed.ok ? [parsed.window] : []
  })
  return mergeWindows(windows).windows
}

/** Windows by their zone, in the order in which the zones first appear. */
export function groupByZone(windows: readonly SupportWindow[]): [zone: string, windows: SupportWindow[]][] {
  return [...Map.groupBy(windows, (window) => window.zone)]
}

type Turn = { day: Weekday; opens: string; closes: string }

function turnKey(day: Weekday, { opens, closes }: { opens: string; closes: string }): string {
  return `${day} ${opens} ${closes}`
}

function parseTime(raw: string): number | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(raw.slice(0, maxLengths.zone).trim())
  if (!match) return null
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0)
  return Number(match[2] ?? 0) < 60 && minutes <= minutesPerDay ? minutes : null
}

function problemOfTime(raw: string): WindowProblemCode {
  return raw.trim() === '' ? 'hours-time-required' : 'hours-time'
}

/** Joins what runs over Sunday's midnight: the last span then ends in the next week. */
function joinRound(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const first = spans[0]
  const last = spans.at(-1)
  if (!first || !last || first === last || first.from !== 0 || last.to !== minutesPerWeek) return [...spans]
  return [...spans.slice(1, -1), { from: last.from, to: minutesPerWeek + first.to }]
}

/** A span as turns of a day each; one of a whole day's length or more is cut at midnights, since no window is so long. */
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
