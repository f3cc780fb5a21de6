import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HoursRow, SupportWindow, Weekday } from '#/db/words/accounts.ts'
import { anyWindow } from '#/tests/minute-walk.ts'
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
const business: SupportWindow = { days: workdays, opens: '09:00', closes: '18:00', zone: rome }
const row = (window: Partial<HoursRow>): HoursRow => ({
  days: ['1', '2', '3', '4', '5'],
  opens: '09:00',
  closes: '18:00',
  zone: rome,
  ...window,
})

const anyBlock = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: fc.integer({ min: 0, max: cellsPerDay - 1 }),
    length: fc.integer({ min: 1, max: cellsPerDay }),
  })
  .map(({ days, from, length }): CellBlock => ({ days, from, to: Math.min(from + length, cellsPerDay) }))
const anyHours = fc.array(anyWindow([rome]), { maxLength: 4 })
/** Any pattern of half hours of the week. */
const anyPattern = fc.array(fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }), {
  minLength: 7,
  maxLength: 7,
})

describe('cells of the week', () => {
  test('show hours by half hours, also past midnight and the end of the week', () => {
    const cells = toCells([
      { days: [7], opens: '22:30', closes: '06:15', zone: rome },
      { days: [2], opens: '00:00', closes: '24:00', zone: rome },
    ])
    expect(cells[6]?.slice(43, 48)).toEqual(['closed', 'closed', 'open', 'open', 'open'])
    expect(cells[0]?.slice(10, 14)).toEqual(['open', 'open', 'partly', 'closed'])
    expect(new Set(cells[1])).toEqual(new Set(['open']))
    expect(new Set(cells[2])).toEqual(new Set(['closed']))
  })

  test('become windows and cells again without a change', () => {
    fc.assert(
      fc.property(anyPattern, (pattern) => {
        const drawn = pattern.flatMap((cells, index) =>
          cells.flatMap((open, from) =>
            open ? [{ days: [weekdays[index] ?? 1], from, to: from + 1 } as CellBlock] : [],
          ),
        )
        const windows = drawn.reduce(
          (all, block) => paintCells(all, rome, block, true),
          [] as SupportWindow[],
        )
        const expected = pattern.map((cells) => cells.map((open) => (open ? 'open' : 'closed')))
        expect(toCells(windows)).toEqual(expected)
        expect(mergeWindows(windows)).toEqual({ windows, merged: false })
      }),
      { numRuns: 12 },
    )
  })
})

describe('painting the week', () => {
  test.each([
    ['nothing', [], { days: workdays, from: 18, to: 36 }, true, [business]],
    [
      'a pause',
      [business],
      { days: workdays, from: 26, to: 28 },
      false,
      [
        { ...business, closes: '13:00' },
        { ...business, opens: '14:00' },
      ],
    ],
    [
      'longer evenings',
      [business],
      { days: [4, 5], from: 36, to: 38 },
      true,
      [
        { ...business, days: [1, 2, 3] },
        { ...business, days: [4, 5], closes: '19:00' },
      ],
    ],
    [
      'a night',
      [{ ...business, opens: '22:00', closes: '24:00' }],
      { days: [2, 3, 4, 5, 6], from: 0, to: 12 },
      true,
      [{ ...business, opens: '22:00', closes: '06:00' }],
    ],
    [
      'a whole day',
      [],
      { days: [7], from: 0, to: 48 },
      true,
      [{ days: [7], opens: '00:00', closes: '24:00', zone: rome }],
    ],
    [
      'over quarters',
      [{ ...business, opens: '09:15' }],
      { days: workdays, from: 36, to: 37 },
      true,
      [{ ...business, opens: '09:15', closes: '18:30' }],
    ],
    ['everything away', [business], { days: [...weekdays], from: 0, to: 48 }, false, []],
  ] as [string, SupportWindow[], CellBlock, boolean, SupportWindow[]][])(
    'paints %s',
    (_, windows, block, open, painted) => {
      expect(paintCells(windows, rome, block, open)).toEqual(painted)
    },
  )

  test('changes the block, and not a minute outside it', () => {
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

  test('begins with the blank row of an empty form', () => {
    const blank = row({ days: [], opens: '', closes: '' })
    expect(paintRows([blank], rome, afternoon, true)).toEqual([row({ days: ['6'], opens: '14:00' })])
    expect(paintRows([row({ days: ['6'], opens: '14:00' })], rome, afternoon, false)).toEqual([])
  })

  test.each([
    [row({}), [business]],
    [row({ opens: '9', closes: '18.00' }), [business]],
    [row({ closes: '00:00' }), [{ ...business, closes: '24:00' }]],
    [row({ opens: '24:00' }), []],
    [row({ closes: '9:00' }), []],
    [row({ closes: 'six' }), []],
    [row({ days: [] }), []],
    [row({ zone: 'Asia/Tokyo' }), []],
  ])('reads %j', (given, windows) => {
    expect(listCompleteWindows([given], rome)).toEqual(windows)
  })

  test('offers each zone of the rows once, else the account’s', () => {
    const rows = [row({}), row({ zone: 'Asia/Tokyo' }), row({ zone: 'europe/rome ' }), row({ zone: ' ' })]
    expect(listRowZones(rows, 'UTC')).toEqual(['europe/rome', 'Asia/Tokyo'])
    expect(listRowZones([row({ zone: '' })], 'UTC')).toEqual(['UTC'])
  })
})
