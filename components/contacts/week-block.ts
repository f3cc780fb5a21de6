import type { Weekday } from '#/db/words/accounts.ts'
import { type CellBlock, cellMinutes, cellsPerDay } from '#/lib/contacts/hours/cells.ts'
import { toTime, weekdays } from '#/lib/contacts/hours/week.ts'

/** A cell of the week: `day` 0–6 from Monday, `at` 0–47 in half hours. */
export type Cell = { day: number; at: number }

/** The block between two cells, in multiples of `step` cells. */
export function blockBetween(one: Cell, other: Cell, step = 1): CellBlock {
  const [firstDay, lastDay] = [Math.min(one.day, other.day), Math.max(one.day, other.day)]
  const [first, last] = [Math.min(one.at, other.at), Math.max(one.at, other.at)]
  return {
    days: weekdays.slice(firstDay, lastDay + 1),
    from: Math.floor(first / step) * step,
    to: (Math.floor(last / step) + 1) * step,
  }
}

/** The cell `days` and `cells` further, within the week. */
export function moveCell({ day, at }: Cell, days: number, cells: number): Cell {
  return {
    day: Math.min(Math.max(day + days, 0), weekdays.length - 1),
    at: Math.min(Math.max(at + cells, 0), cellsPerDay - 1),
  }
}

/** "Mon–Fri 09:00–18:00". */
export function formatBlock(
  { days, from, to }: CellBlock,
  names: Readonly<Record<`${Weekday}`, string>>,
): string {
  const [first, last] = [days[0], days.at(-1)].map((day) => (day ? names[`${day}`] : ''))
  return `${first === last ? first : `${first}–${last}`} ${toTime(from * cellMinutes)}–${toTime(to * cellMinutes)}`
}
