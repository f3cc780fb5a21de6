import { expect, test } from 'vitest'
import { formatDay, formatMoment } from './wording.ts'

const at = Date.parse('2026-06-10T22:30:00Z')

test.each([
  ['Asia/Kathmandu', 'Thursday, 11 June 2026 at 04:15, Kathmandu time', '11 June 2026'],
  [null, 'Wednesday, 10 June 2026 at 22:30 UTC', '10 June 2026'],
  ['SystemV/EST5', 'Wednesday, 10 June 2026 at 22:30 UTC', '10 June 2026'],
])('formats a moment in the zone %s, or in UTC if the zone is unknown', (zone, moment, day) => {
  expect(formatMoment(at, { locale: 'en', timeZone: zone })).toBe(moment)
  expect(formatDay(at, { locale: 'en', timeZone: zone })).toBe(day)
})
