import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { anyWindow, oddWeeks, readWindows, walkedStarts, walkMinutes } from '#/tests/minute-walk.ts'
import { isOpenAt, nextChange } from './hours.ts'

const business = '1-5 09:00–18:00'
const gone = '1-7 00:00–24:00 SystemV/EST5'
const nights = '6 22:00–06:00'

describe('tells whether support is open and when that changes', () => {
  test.each([
    ['Friday evening', business, '2026-10-23T18:00:00+02:00', false, '2026-10-26T09:00:00+01:00'],
    ['the night the clocks go back', nights, '2026-10-24T22:00:00+02:00', true, '2026-10-25T06:00:00+01:00'],
    ['the night they go forward', nights, '2026-03-28T22:00:00+01:00', true, '2026-03-29T06:00:00+02:00'],
    ['always', '1-7 00:00–24:00', '2026-10-25T02:30:00+01:00', true, null],
    ['never', '', '2026-10-25T02:30:00+01:00', false, null],
    ['in a zone that nobody knows', gone, '2026-06-08T06:00Z', false, null],
    ['beside such a zone', `${gone}; ${business}`, '2026-06-08T06:00Z', false, '2026-06-08T07:00Z'],
    ['before an hour that the clock skips', '7 02:15–02:45', '2026-03-28T12:00Z', false, '2026-04-05T00:15Z'],
  ])('%s', (_, typed, at, open, change) => {
    const windows = readWindows(typed)
    expect(isOpenAt(windows, Date.parse(at))).toBe(open)
    expect(nextChange(windows, Date.parse(at))).toBe(change === null ? null : Date.parse(change))
  })

  test('finds no change of zones that always cover for each other', () => {
    const relay = '1-7 00:00–12:00; 1-7 11:00–23:00 Europe/London; 1-7 16:45–04:45 Asia/Kathmandu'
    expect(nextChange(readWindows(relay), Date.parse('2026-12-01T00:00:00Z'))).toBeNull()
  })

  test('finds the change of zones that cover for each other nearly a year ahead', () => {
    // Noon on Fridays in Rome, but for those in spring on which Rome has changed its clocks and Cairo has not.
    const noon = '5 13:00–14:00 Africa/Cairo'
    const but = readWindows(`1-4,6-7 00:00–24:00; 5 13:00–12:00; 5 00:00–12:00; ${noon}`)
    expect(nextChange(but, Date.parse('2026-04-25T00:00:00Z'))).toBe(Date.parse('2027-04-02T12:00:00+02:00'))
  })

  /** Compares the answers for a minute (and some of its milliseconds) with a walk of nine days from `start`. */
  function expectWalked(windows: SupportWindow[], start: number, minute: number, millis: number) {
    const walk = walkMinutes(windows, start, 9 * 1440)
    const at = start + minute * 60_000 + millis
    expect(isOpenAt(windows, at)).toBe(walk[minute])
    const change = walk.findIndex((open, index) => index > minute && open !== walk[minute])
    const told = nextChange(windows, at)
    if (change >= 0) expect(told).toBe(start + change * 60_000)
    else expect(told === null || told >= start + 9 * 1440 * 60_000).toBe(true)
  }

  const anyMinute = fc.integer({ min: 0, max: 7 * 1440 - 1 })
  const anyMillis = fc.integer({ min: 0, max: 59_999 })

  const anyWeek = fc.oneof(
    fc.record({ start: fc.constantFrom(...walkedStarts), windows: fc.array(anyWindow(), { maxLength: 3 }) }),
    // Weeks with unusual changes of clocks.
    fc.constantFrom(...oddWeeks).chain(({ zone, start }) =>
      fc.record({
        start: fc.constant(start),
        windows: fc.array(anyWindow([zone, 'UTC']), { minLength: 1, maxLength: 3 }),
      }),
    ),
  )

  test('matches a minute-by-minute simulation, across clock changes', () => {
    fc.assert(
      fc.property(anyWeek, anyMinute, anyMillis, ({ windows, start }, minute, millis) =>
        expectWalked(windows, start, minute, millis),
      ),
      { numRuns: 400 },
    )
  })
})
