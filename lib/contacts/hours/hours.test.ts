import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { anyWindow, oddWeeks, walkedStarts, walkMinutes } from '#/tests/minute-walk.ts'
import { isOpenAt, nextChange } from './hours.ts'

const rome = 'Europe/Rome'
const business: SupportWindow[] = [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: rome }]
const always: SupportWindow[] = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00', zone: rome }]
const nights: SupportWindow[] = [{ days: [6], opens: '22:00', closes: '06:00', zone: rome }]

describe('tells whether support is open and when that changes', () => {
  test.each([
    ['Friday evening', business, '2026-10-23T18:00:00+02:00', false, '2026-10-26T09:00:00+01:00'],
    ['the night the clocks go back', nights, '2026-10-24T22:00:00+02:00', true, '2026-10-25T06:00:00+01:00'],
    ['the night they go forward', nights, '2026-03-28T22:00:00+01:00', true, '2026-03-29T06:00:00+02:00'],
    ['always', always, '2026-10-25T02:30:00+01:00', true, null],
    ['never', [], '2026-10-25T02:30:00+01:00', false, null],
  ] as const)('%s', (_, windows, at, open, change) => {
    expect(isOpenAt(windows, Date.parse(at))).toBe(open)
    expect(nextChange(windows, Date.parse(at))).toBe(change === null ? null : Date.parse(change))
  })

  test('lets a window in a skipped hour wait a week', () => {
    const skipped: SupportWindow[] = [{ days: [7], opens: '02:15', closes: '02:45', zone: rome }]
    expect(nextChange(skipped, Date.parse('2026-03-28T12:00:00Z'))).toBe(
      Date.parse('2026-04-05T02:15:00+02:00'),
    )
  })

  test('finds no change of zones that always cover for each other', () => {
    const relay: SupportWindow[] = [
      { days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '12:00', zone: rome },
      { days: [1, 2, 3, 4, 5, 6, 7], opens: '11:00', closes: '23:00', zone: 'Europe/London' },
      { days: [1, 2, 3, 4, 5, 6, 7], opens: '16:45', closes: '04:45', zone: 'Asia/Kathmandu' },
    ]
    expect(nextChange(relay, Date.parse('2026-12-01T00:00:00Z'))).toBeNull()
  })

  test('finds the change of zones that cover for each other nearly a year ahead', () => {
    const but: SupportWindow[] = [
      { days: [1, 2, 3, 4, 6, 7], opens: '00:00', closes: '24:00', zone: rome },
      { days: [5], opens: '13:00', closes: '12:00', zone: rome },
      { days: [5], opens: '00:00', closes: '12:00', zone: rome },
      // Noon on Fridays in Rome, but for those in spring on which Rome has changed its clocks and Cairo has not.
      { days: [5], opens: '13:00', closes: '14:00', zone: 'Africa/Cairo' },
    ]
    expect(nextChange(but, Date.parse('2026-04-25T00:00:00Z'))).toBe(Date.parse('2027-04-02T12:00:00+02:00'))
  })

  test('never opens in an unknown zone, which affects no other zone', () => {
    const gone: SupportWindow[] = [
      { days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00', zone: 'SystemV/EST5' },
    ]
    const at = Date.parse('2026-06-08T06:00:00Z')
    expect(isOpenAt(gone, at)).toBe(false)
    expect(nextChange(gone, at)).toBeNull()
    expect(nextChange([...gone, ...business], at)).toBe(Date.parse('2026-06-08T09:00:00+02:00'))
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

  test('agrees with a walk through every minute, across changes of clocks', () => {
    fc.assert(
      fc.property(anyWeek, anyMinute, anyMillis, ({ windows, start }, minute, millis) =>
        expectWalked(windows, start, minute, millis),
      ),
      { numRuns: 400 },
    )
  })
})
