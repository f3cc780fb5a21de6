import { expect, test } from 'vitest'
import { day, hour, minute, second } from '#/lib/platform/values/clock.ts'
import { formatDuration } from './duration.ts'

test.each([
  [0, '1 minute', '1 minuto', '1 min'],
  [89 * second, '1 minute', '1 minuto', '1 min'],
  [45 * minute, '45 minutes', '45 minuti', '45 min'],
  [60 * minute, '1 hour', '1 ora', '1 h'],
  [3 * hour + 20 * minute, '3 hours, 20 minutes', '3 ore e 20 minuti', '3 h e 20 min'],
  [day, '24 hours', '24 ore', '24 h'],
  [527_942 * minute, '367 days', '367 giorni', '367 giorni'],
])('%i milliseconds are “%s”', (milliseconds, english, italian, short) => {
  expect(formatDuration(milliseconds, 'en')).toBe(english)
  expect(formatDuration(milliseconds, 'it')).toBe(italian)
  expect(formatDuration(milliseconds, 'it', 'short')).toBe(short)
})
