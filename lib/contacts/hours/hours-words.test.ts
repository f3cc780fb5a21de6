import { describe, expect, test } from 'vitest'
import type { SupportWindow, Weekday } from '#/db/words/contacts.ts'
import { levante } from '#/tests/contact-values.ts'
import { sayDays, sayHours, sayWindow } from './hours-words.ts'

const rome = 'Europe/Rome'

function open(days: Weekday[], opens: string, closes: string, zone = rome): SupportWindow {
  return { days, opens, closes, zone }
}

describe('support hours in words', () => {
  test.each([
    ['en', 'Mon–Fri 09:00–18:00; Sat 09:00–13:00, Europe/Rome'],
    ['it', 'Lun–ven 09:00–18:00; sab 09:00–13:00, Europe/Rome'],
  ] as const)('in %s', (locale, words) => {
    expect(sayHours(levante()['support-hours'], locale)).toEqual([words])
  })

  test('are not "always" by a zone that is gone', () => {
    expect(sayHours([open([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00', 'SystemV/EST5')], 'en')).toEqual([
      'Every day all day, SystemV/EST5',
    ])
  })

  test('have a line for each zone', () => {
    const hours = [
      open([1, 2], '09:00', '13:00'),
      open([1, 2, 3, 4, 5], '08:00', '17:00', 'America/New_York'),
    ]
    expect(sayHours(hours, 'en')).toEqual([
      'Mon, Tue 09:00–13:00, Europe/Rome',
      'Mon–Fri 08:00–17:00, America/New_York',
    ])
  })

  test('say the turns of the same days together', () => {
    const hours = [open([1, 2, 3], '09:00', '13:00'), open([1, 2, 3], '14:00', '18:00')]
    expect(sayHours(hours, 'en')).toEqual(['Mon–Wed 09:00–13:00, 14:00–18:00, Europe/Rome'])
  })

  test.each([
    [open([5], '22:00', '06:00'), 'Fri 22:00–06:00 (past midnight), Europe/Rome'],
    [open([5], '22:00', '24:00'), 'Fri 22:00–24:00, Europe/Rome'],
    [open([6, 7], '00:00', '24:00'), 'Sat, Sun all day, Europe/Rome'],
    [open([1, 2, 3, 4, 5, 6, 7], '08:00', '20:00'), 'Every day 08:00–20:00, Europe/Rome'],
  ])('%o', (window, words) => {
    expect(sayWindow(window, 'en')).toBe(words)
  })

  test('that fill the week are "always", however it is cut and whatever stands beside it', () => {
    const nights = open([1, 2, 3, 4, 5, 6, 7], '18:00', '06:00')
    const days = open([1, 2, 3, 4, 5, 6, 7], '06:00', '18:00')
    const elsewhere = open([1], '09:00', '10:00', 'UTC')
    expect(sayHours([nights, elsewhere, days], 'en')).toEqual(['Always (24 hours a day, 7 days a week)'])
    expect(sayHours([nights], 'en')).toEqual(['Every day 18:00–06:00 (past midnight), Europe/Rome'])
  })

  test('of nobody are no words', () => {
    expect(sayHours([], 'en')).toEqual([])
  })
})

test.each<[Weekday[], string]>([
  [[1, 2, 3, 4, 5], 'lun–ven'],
  [[1, 2], 'lun, mar'],
  [[1, 3, 5], 'lun, mer, ven'],
  [[7, 1, 2, 3], 'lun–mer, dom'],
  [[1, 2, 3, 4, 5, 6, 7], 'ogni giorno'],
])('the days %j', (days, words) => {
  expect(sayDays(days, 'it')).toBe(words)
})
