import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { supportWindowSchema } from '#/lib/contacts/form/schema.ts'
import { anyWindow, readWindows, walkedStarts, walkMinutes } from '#/tests/minute-walk.ts'
import { mergeWindows } from './windows.ts'

describe('merging', () => {
  test.each([
    ['nothing', '', '', false],
    ['one', '1-5 09:00–18:00', '1-5 09:00–18:00', false],
    ['days with the same times', '3 09:00–18:00; 1-2 09:00–18:00', '1-3 09:00–18:00', false],
    ['a pause', '1 14:00–18:00; 1 09:00–13:00', '1 09:00–13:00; 1 14:00–18:00', false],
    ['overlap', '1 09:00–14:00; 1 13:00–18:00', '1 09:00–18:00', true],
    ['touch', '1 09:00–13:00; 1 13:00–18:00', '1 09:00–18:00', true],
    ['inside', '1 09:00–18:00; 1 10:00–11:00', '1 09:00–18:00', true],
    ['over midnight', '1 22:00–24:00; 2 00:00–06:00', '1 22:00–06:00', true],
    ['over the end of the week', '7 22:00–24:00; 1 00:00–06:00', '7 22:00–06:00', true],
    ['day and night make 24/7', '1-7 08:00–20:00; 1-7 20:00–08:00', '1-7 00:00–24:00', true],
    ['longer than a day', '1 20:00–08:00; 2 08:00–22:00', '1 20:00–24:00; 2 00:00–22:00', true],
    ['a day long', '1 09:00–20:00; 1 20:00–09:00', '1 09:00–24:00; 2 00:00–09:00', true],
    ['across zones nothing', '5 09:00–18:00 UTC; 1 09:00–18:00', '5 09:00–18:00 UTC; 1 09:00–18:00', false],
  ])('%s', (_, given, windows, merged) => {
    expect(mergeWindows(readWindows(given))).toEqual({ windows: readWindows(windows), merged })
  })

  test('covers the same minutes, with windows that are valid, apart and few', () => {
    fc.assert(
      fc.property(
        fc.array(anyWindow(), { maxLength: 5 }),
        fc.constantFrom(...walkedStarts),
        (given, start) => {
          const { windows } = mergeWindows(given)
          const before = walkMinutes(given, start, 9 * 1440)
          const after = walkMinutes(windows, start, 9 * 1440)
          expect(after.findIndex((open, index) => open !== before[index])).toBe(-1)
          for (const window of windows) expect(supportWindowSchema.parse(window)).toEqual(window)
          expect(mergeWindows(windows)).toEqual({ windows, merged: false })
          expect(mergeWindows(given.toReversed()).merged).toBe(mergeWindows(given).merged)
        },
      ),
      { numRuns: 60 },
    )
  })
})
