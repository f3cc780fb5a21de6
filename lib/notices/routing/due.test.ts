import { describe, expect, test } from 'vitest'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { levante } from '#/tests/contact-values.ts'
import { dueAfter } from './routing.ts'

const at = (local: string, zone = 'Europe/Rome') =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
const inRome = (instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO('Europe/Rome')
    .toPlainDateTime()
    .toString()

test.each([
  [['Asia/Kathmandu', 'Europe/Rome'], 'Asia/Kathmandu'],
  [['SystemV/EST5', 'Europe/Rome'], 'Europe/Rome'],
  [['SystemV/EST5'], 'UTC'],
  [[], 'UTC'],
])('business days follow the first known zone of %j', (zones, found) => {
  const [window] = levante()['support-hours']
  const hours = zones.flatMap((zone) => (window ? [{ ...window, zone }] : []))
  expect(businessZone({ ...levante(), 'support-hours': hours })).toBe(found)
  expect(dueAfter(at('2026-06-15T10:30:00'), 1, found)).toBe(at('2026-06-16T10:30:00'))
})

describe('dueAfter', () => {
  test.each([
    ['2026-06-15T10:30:00', 2, '2026-06-17T10:30:00', 'Monday, 2 days'],
    ['2026-06-18T10:30:00', 2, '2026-06-22T10:30:00', 'Thursday over the weekend'],
    ['2026-06-19T23:59:00', 1, '2026-06-22T23:59:00', 'Friday night'],
    ['2026-06-20T12:00:00', 1, '2026-06-23T00:00:00', 'Saturday counts from Monday 00:00'],
    ['2026-06-21T23:59:00', 2, '2026-06-24T00:00:00', 'Sunday counts from Monday 00:00'],
    ['2026-03-27T10:00:00', 1, '2026-03-30T10:00:00', 'the same local time after clocks go forward'],
    ['2026-10-23T10:00:00', 2, '2026-10-27T10:00:00', 'the same local time after clocks go back'],
    ['2026-03-27T02:30:00', 1, '2026-03-30T02:30:00', 'a time that the weekend in between does not have'],
  ])('adds to %s %i business days: %s, %s', (from, days, to) => {
    expect(inRome(dueAfter(at(from), days, 'Europe/Rome'))).toBe(to)
  })

  test('uses the weekend of the zone', () => {
    const sunday = at('2026-06-21T22:00:00', 'UTC')
    expect(dueAfter(sunday, 1, 'UTC')).toBe(at('2026-06-23T00:00:00', 'UTC'))
    expect(dueAfter(sunday, 1, 'Asia/Tokyo')).toBe(at('2026-06-23T07:00:00', 'Asia/Tokyo'))
  })
})
