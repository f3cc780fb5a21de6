import { expect, test } from 'vitest'
import { readLocalTime, writeLocalTime } from './zones.ts'

test.each([
  ['2026-03-01T12:59', 'Europe/Rome', Date.UTC(2026, 2, 1, 11, 59)],
  ['2026-07-01T00:30', 'Asia/Kolkata', Date.UTC(2026, 5, 30, 19)],
  // An hour that clocks skip in spring is read as the hour after it.
  ['2026-03-29T02:30', 'Europe/Rome', Date.UTC(2026, 2, 29, 1, 30), '2026-03-29T03:30'],
])('%s in %s is one time, written as it was read', (text, zone, at, written = text) => {
  expect(readLocalTime(text, zone)).toBe(at)
  expect(writeLocalTime(at, zone)).toBe(written)
})

const wrong = ['', '2026-02-30T10:00', '2026-03-01', '2026-03-01T25:00', 'soon', '12026-03-01T10:00']
test.each(wrong)('%j is no time', (text) => expect(readLocalTime(text, 'UTC')).toBeNull())
