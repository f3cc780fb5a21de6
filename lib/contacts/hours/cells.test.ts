import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HoursRow, SupportWindow, Weekday } from '#/db/words/accounts.ts'
import { anyWindow, readWindows } from '#/tests/minute-walk.ts'
import {
  type CellBlock,
  cellsPerDay,
  listCompleteWindows,
  listRowZones,
  paintCells,
  paintRows,
  toCells,
} from './cells.ts'
import { spansOfWeek, weekdays } from './week.ts'
import { mergeWindows } from './windows.ts'

const rome = 'Europe/Rome'
const workdays: Weekday[] = [1, 2, 3, 4, 5]
const business = { days: ['1', '2', '3', '4', '5'], opens: '09:00', closes: '18:00', zone: rome }
const row = (window: Partial<HoursRow>): HoursRow => ({ ...business, ...window })

const anyBlock = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: fc.integer({ min: 0, max: cellsPerDay - 1 }),
    length: fc.integer({ min: 1, max: cellsPerDay }),
  })
  .map(({ days, from, length }): CellBlock => ({ days, from, to: Math.min(from + length, cellsPerDay) }))
const anyHours = fc.array(anyWindow([rome]), { maxLength: 4 })
/** Any pattern of half hours of the week. */
const anyPattern = fc.tuple(...weekdays.map(() => fc.array(fc.boolean(), { minLength: 48, maxLength: 48 })))

describe('cells of the week', () => {
  test('show hours by half hours, also past midnight and the end of the week', () => {
    const cells = toCells(readWindows('7 22:30–06:15; 2 00:00–24:00'))
    expect(cells[6]?.slice(43, 48)).toEqual(['closed', 'closed', 'open', 'open', 'open'])
    expect(cells[0]?.slice(10, 14)).toEqual(['open', 'open', 'partly', 'closed'])
    expect(new Set(cells[1])).toEqual(new Set(['open']))
    expect(new Set(cells[2])).toEqual(new Set(['closed']))
  })

  test('survive conversion to windows and back', () => {
    fc.assert(
      fc.property(anyPattern, (pattern) => {
        const drawn = pattern.flatMap((cells, index) =>
          cells.flatMap((open, from) =>
            open ? [{ days: [weekdays[index] ?? 1], from, to: from + 1 } as CellBlock] : [],
          ),
        )
        const windows = drawn.reduce<SupportWindow[]>((all, block) => paintCells(all, rome, block, true), [])
        const expected = pattern.map((cells) => cells.map((open) => (open ? 'open' : 'closed')))
        expect(toCells(windows)).toEqual(expected)
        expect(mergeWindows(windows)).toEqual({ windows, merged: false })
      }),
      { numRuns: 12 },
    )
  })
})

describe('painting the week', () => {
  test.each<[string, string, Weekday[], number, number, boolean, string]>([
    ['nothing', '', workdays, 18, 36, true, '1-5 09:00–18:00'],
    ['a pause', '1-5 09:00–18:00', workdays, 26, 28, false, '1-5 09:00–13:00; 1-5 14:00–18:00'],
    ['longer evenings', '1-5 09:00–18:00', [4, 5], 36, 38, true, '1-3 09:00–18:00; 4-5 09:00–19:00'],
    ['a night', '1-5 22:00–24:00', [2, 3, 4, 5, 6], 0, 12, true, '1-5 22:00–06:00'],
    ['a whole day', '', [7], 0, 48, true, '7 00:00–24:00'],
    ['over quarters', '1-5 09:15–18:00', workdays, 36, 37, true, '1-5 09:15–18:30'],
    ['everything away', '1-5 09:00–18:00', [...weekdays], 0, 48, false, ''],
  ])('paints %s', (_, windows, days, from, to, open, painted) => {
    expect(paintCells(readWindows(windows), rome, { days, from, to }, open)).toEqual(readWindows(painted))
  })

  test('changes only minutes inside the block', () => {
    const minutesOf = (windows: readonly SupportWindow[]) => {
      const minutes = new Array<boolean>(7 * 1440).fill(false)
      for (const { from, to } of spansOfWeek(windows)) minutes.fill(true, from, to)
      return minutes
    }
    fc.assert(
      fc.property(anyHours, anyBlock, fc.boolean(), (windows, block, open) => {
        const expected = minutesOf(windows)
        for (const day of block.days)
          expected.fill(open, (day - 1) * 1440 + block.from * 30, (day - 1) * 1440 + block.to * 30)
        const painted = paintCells(windows, rome, block, open)
        expect(minutesOf(painted)).toEqual(expected)
        expect(paintCells(painted, rome, block, open)).toEqual(painted)
      }),
      { numRuns: 80 },
    )
  })
})

describe('painting the rows of the form', () => {
  const afternoon: CellBlock = { days: [6], from: 28, to: 36 }

  test('replaces the rows of the zone, and keeps those of others and those half filled in', () => {
    const tokyo = row({ zone: 'Asia/Tokyo' })
    const half = row({ closes: '' })
    const blank = row({ days: [], opens: '', closes: '' })
    expect(
      paintRows([tokyo, row({ opens: '9', zone: ' europe/rome' }), half, blank], rome, afternoon, true),
    ).toEqual([tokyo, row({}), row({ days: ['6'], opens: '14:00' }), half])
  })

  test('replaces the blank row of an empty form', () => {
    const blank = row({ days: [], opens: '', closes: '' })
    expect(paintRows([blank], rome, afternoon, true)).toEqual([row({ days: ['6'], opens: '14:00' })])
    expect(paintRows([row({ days: ['6'], opens: '14:00' })], rome, afternoon, false)).toEqual([])
  })

  test.each([
    [{}, '1-5 09:00–18:00'],
    [{ opens: '9', closes: '18.00' }, '1-5 09:00–18:00'],
    [{ closes: '00:00' }, '1-5 09:00–24:00'],
    [{ opens: '24:00' }, ''],
    [{ closes: '9:00' }, ''],
    [{ closes: 'six' }, ''],
    [{ days: [] }, ''],
    [{ zone: 'Asia/Tokyo' }, ''],
  ])('reads %j as “%s”', (given, windows) => {
    expect(listCompleteWindows([row(given)], rome)).toEqual(readWindows(windows))
  })

  test('offers each zone of the rows once, else the account’s', () => {
    const rows = [row({}), row({ zone: 'Asia/Tokyo' }), row({ zone: 'europe/rome ' }), row({ zone: ' ' })]
    expect(listRowZones(rows, 'UTC')).toEqual(['europe/rome', 'Asia/Tokyo'])
    expect(listRowZones([row({ zone: '' })], 'UTC')).toEqual(['UTC'])
  })
})
