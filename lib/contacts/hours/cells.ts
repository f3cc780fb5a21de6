import type { HoursRow, SupportWindow, Weekday } from '#/db/words/accounts.ts'
import { isBlankHoursRow } from './blank-row.ts'
import {
  type MinuteSpan,
  minutesPerDay,
  minutesWithin,
  readTime,
  spansOfWeek,
  subtractSpans,
  toTime,
  weekdays,
} from './week.ts'
import { mergeWindows } from './windows.ts'

/** The week picture is edited in half hours. */
export const cellMinutes = 30
export const cellsPerDay = minutesPerDay / cellMinutes

/** Cells of one day each: `days` from the first to the last, `from` up to, not including, `to` (cells of a day). */
export type CellBlock = { days: readonly Weekday[]; from: number; to: number }

/** The hours of one zone by half hours: for each day of the week, 48 cells. */
export function toCells(windows: readonly SupportWindow[]): ('open' | 'partly' | 'closed')[][] {
  const spans = spansOfWeek(windows)
  return weekdays.map((day) =>
    Array.from({ length: cellsPerDay }, (_, cell) => {
      const from = (day - 1) * minutesPerDay + cell * cellMinutes
      const covered = minutesWithin(spans, from, from + cellMinutes)
      return covered === 0 ? 'closed' : covered === cellMinutes ? 'open' : 'partly'
    }),
  )
}

/** The windows of one zone with the block's times open, or closed; minutes outside the block stay as they are. */
export function paintCells(
  windows: readonly SupportWindow[],
  zone: string,
  { days, from, to }: CellBlock,
  open: boolean,
): SupportWindow[] {
  const block = days.map((day) => {
    const midnight = (day - 1) * minutesPerDay
    return { from: midnight + from * cellMinutes, to: midnight + to * cellMinutes }
  })
  const left = open ? [...spansOfWeek(windows), ...block] : subtractSpans(spansOfWeek(windows), block)
  return mergeWindows(left.flatMap((span) => cutAtMidnights(span, zone))).windows
}

function cutAtMidnights({ from, to }: MinuteSpan, zone: string): SupportWindow[] {
  return weekdays.flatMap((day) => {
    const midnight = (day - 1) * minutesPerDay
    const opens = Math.max(from - midnight, 0)
    const closes = Math.min(to - midnight, minutesPerDay)
    return opens < closes ? [{ days: [day], opens: toTime(opens), closes: toTime(closes), zone }] : []
  })
}

/** The windows of the form's rows in this zone, as far as they are complete. */
export function listCompleteWindows(rows: readonly HoursRow[], zone: string): SupportWindow[] {
  return rows.flatMap((row) => readRow(row, zone) ?? [])
}

function readRow(row: HoursRow, zone: string): SupportWindow | null {
  const opens = readTime(row.opens)
  const closes = readTime(row.closes)
  const days = weekdays.filter((day) => row.days.includes(String(day)))
  if (row.zone.trim().toLowerCase() !== zone.toLowerCase() || days.length === 0) return null
  if (opens === null || closes === null || opens === closes || opens === minutesPerDay) return null
  return { days, opens: toTime(opens), closes: toTime(closes === 0 ? minutesPerDay : closes), zone }
}

/**
 * The form's rows after painting a block of the week in this zone: its complete rows become the new windows, where the
 * first of them was; all others stay, except blank ones.
 */
export function paintRows(
  rows: readonly HoursRow[],
  zone: string,
  block: CellBlock,
  open: boolean,
): HoursRow[] {
  const painted = paintCells(listCompleteWindows(rows, zone), zone, block, open)
  const place = rows.findIndex((row) => readRow(row, zone) !== null)
  const drawn = painted.map((window) => ({ ...window, days: window.days.map(String) }))
  const isKept = (row: HoursRow) => readRow(row, zone) === null && !isBlankHoursRow(row)
  return [
    ...rows.slice(0, Math.max(place, 0)).filter(isKept),
    ...drawn,
    ...rows.slice(Math.max(place, 0)).filter(isKept),
  ]
}

/** The zones of the rows, in their order, as the editor of the week offers them. */
export function listRowZones(rows: readonly HoursRow[], otherwise: string): string[] {
  const zones = new Map(rows.map(({ zone }) => [zone.trim().toLowerCase(), zone.trim()]))
  zones.delete('')
  return zones.size === 0 ? [otherwise] : [...zones.values()]
}
