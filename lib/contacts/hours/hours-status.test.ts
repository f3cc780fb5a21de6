import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyWindow, readWindows, walkedStarts } from '#/tests/minute-walk.ts'
import { processorTime } from '#/tests/processor-time.ts'
import { isOpenAt, nextChange } from './hours.ts'
import { readHoursStatus } from './hours-status.ts'

test('returns the same from the cache as a new search, in any order of instants', () => {
  fc.assert(
    fc.property(
      fc.array(anyWindow(), { maxLength: 3 }),
      fc.constantFrom(...walkedStarts),
      fc.array(fc.integer({ min: 0, max: 9 * 86_400_000 }), { minLength: 1, maxLength: 6 }),
      (hours, start, moments) => {
        for (const moment of moments) {
          const at = start + moment
          const found = { open: isOpenAt(hours, at), changesAt: nextChange(hours, at) }
          expect(readHoursStatus(hours, at)).toEqual(found)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('searches once for hours that never close', () => {
  const hours = Intl.supportedValuesOf('timeZone')
    .slice(0, 50)
    .flatMap((zone) => readWindows(`1-7 00:00–23:59 ${zone}`))
  const at = Date.parse('2026-06-10T12:00:00Z')
  const ask = (count: number) =>
    Array.from({ length: count }, (_, place) => readHoursStatus(hours, at + place).open)
  const once = processorTime(() => ask(1))
  expect(processorTime(() => ask(200))).toBeLessThan(10 * once)
  expect(new Set(ask(200))).toEqual(new Set([true]))
})
