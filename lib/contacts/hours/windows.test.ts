import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow, Weekday } from '#/db/words/contacts.ts'
import { supportWindowSchema } from '#/lib/contacts/form/schema.ts'
import { anyWindow, walkedStarts, walkMinutes } from '#/tests/minute-walk.ts'
import { mergeWindows } from './windows.ts'

const rome = 'Europe/Rome'

const week: Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const workdays: Weekday[] = [1, 2, 3, 4, 5]

function window(days: Weekday[], times: string, zone = rome): SupportWindow {
  const [opens = '', closes = ''] = times.split('–')
  return { days, opens, closes, zone }
}

describe('merging', () => {
  test.each([
    ['nothing', [], [], false],
    ['one', [window(workdays, '09:00–18:00')], [window(workdays, '09:00–18:00')], false],
    ['24/7', [window(week, '00:00–24:00')], [window(week, '00:00–24:00')], false],
    [
      'days with the same times',
      [window([3], '09:00–18:00'), window([1, 2], '09:00–18:00')],
      [window([1, 2, 3], '09:00–18:00')],
      false,
    ],
    [
      'a pause',
      [window([1], '14:00–18:00'), window([1], '09:00–13:00')],
      [window([1], '09:00–13:00'), window([1], '14:00–18:00')],
      false,
    ],
    ['overlap', [window([1], '09:00–14:00'), window([1], '13:00–18:00')], [window([1], '09:00–18:00')], true],
    ['touch', [window([1], '09:00–13:00'), window([1], '13:00–18:00')], [window([1], '09:00–18:00')], true],
    ['twice', [window([1], '09:00–13:00'), window([1], '09:00–13:00')], [window([1], '09:00–13:00')], true],
    ['inside', [window([1], '09:00–18:00'), window([1], '10:00–11:00')], [window([1], '09:00–18:00')], true],
    ['nights stay nights', [window(week, '22:00–06:00')], [window(week, '22:00–06:00')], false],
    [
      'over midnight',
      [window([1], '22:00–24:00'), window([2], '00:00–06:00')],
      [window([1], '22:00–06:00')],
      true,
    ],
    [
      'over the end of the week',
      [window([7], '22:00–24:00'), window([1], '00:00–06:00')],
      [window([7], '22:00–06:00')],
      true,
    ],
    [
      'day and night make 24/7',
      [window(week, '08:00–20:00'), window(week, '20:00–08:00')],
      [window(week, '00:00–24:00')],
      true,
    ],
    [
      'longer than a day',
      [window([1], '20:00–08:00'), window([2], '08:00–22:00')],
      [window([1], '20:00–24:00'), window([2], '00:00–22:00')],
      true,
    ],
    [
      'a day long, but not from midnight',
      [window([1], '09:00–20:00'), window([1], '20:00–09:00')],
      [window([1], '09:00–24:00'), window([2], '00:00–09:00')],
      true,
    ],
    [
      'across zones nothing',
      [window([1], '09:00–18:00'), window([1], '09:00–18:00', 'Asia/Kathmandu')],
      [window([1], '09:00–18:00'), window([1], '09:00–18:00', 'Asia/Kathmandu')],
      false,
    ],
    [
      'the first zone stays first',
      [window([5], '09:00–10:00', 'Asia/Kathmandu'), window([1], '09:00–18:00')],
      [window([5], '09:00–10:00', 'Asia/Kathmandu'), window([1], '09:00–18:00')],
      false,
    ],
  ] as const)('%s', (_, given, windows, merged) => {
    expect(mergeWindows(given)).toEqual({ windows, merged })
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
