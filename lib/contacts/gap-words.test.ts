import { describe, expect, test } from 'vitest'
import { coverage } from '#/lib/contacts/coverage.ts'
import { sayClockChanges, sayGaps } from '#/lib/contacts/gap-words.ts'
import type { SupportWindow, Weekday } from '#/lib/contacts/schema.ts'
import type { Locale } from '#/lib/locale.ts'
import { levante } from '#/tests/contact-values.ts'

const zone = 'Europe/Rome'
const everyDay: Weekday[] = [1, 2, 3, 4, 5, 6, 7]

function open(days: Weekday[], opens: string, closes: string): SupportWindow {
  return { days, opens, closes, zone }
}

function gapsOf(windows: SupportWindow[], locale: Locale = 'en', monday = '2026-06-08') {
  const { gaps } = coverage(windows, { zone, weekStart: Temporal.PlainDate.from(monday) })
  return sayGaps(gaps, locale)
}

describe('the gaps of a week in words', () => {
  test.each<[Locale, string[]]>([
    ['en', ['Mon–Fri 18:00 to 09:00 the next day', 'Saturday 13:00 to Monday 09:00']],
    ['it', ['Lun–ven dalle 18:00 alle 09:00 del giorno dopo', 'Da sabato ore 13:00 a lunedì ore 09:00']],
  ])('in %s', (locale, words) => {
    expect(gapsOf(levante()['support-hours'], locale)).toEqual(words)
  })

  test('of a lunch break', () => {
    const turns = [open(everyDay, '00:00', '13:00'), open(everyDay, '14:00', '24:00')]
    expect(gapsOf(turns)).toEqual(['Every day 13:00 to 14:00'])
    expect(gapsOf(turns, 'it')).toEqual(['Ogni giorno dalle 13:00 alle 14:00'])
  })

  test.each<[string, SupportWindow[], string[]]>([
    ['one day', [open([1, 2, 3, 4, 5, 6], '00:00', '24:00')], ['Sunday, all day']],
    ['some days', [open([1, 2, 3, 4, 5], '00:00', '24:00')], ['Saturday to Sunday, all day']],
    ['days apart', [open([1, 3, 5, 6, 7], '00:00', '24:00')], ['Tue, Thu, all day']],
    [
      'an afternoon',
      [open([1], '00:00', '13:00'), open([2, 3, 4, 5, 6, 7], '00:00', '24:00')],
      ['Monday 13:00 to 24:00'],
    ],
    ['all but an hour', [open([1], '08:00', '09:00')], ['Monday 09:00 to Monday 08:00 of the next week']],
    ['all of it', [], ['All week']],
    ['none of it', [open(everyDay, '00:00', '24:00')], []],
  ])('%s', (_, windows, words) => {
    expect(gapsOf(windows)).toEqual(words)
  })
})

test.each([
  ['en', 'Sunday 02:30 to 02:00, the clocks being put back meanwhile'],
  ['it', 'Domenica dalle 02:30 alle 02:00, con l’ora spostata indietro nel frattempo'],
] as const)('a gap within the hour that comes twice is none of a week, in %s', (locale, words) => {
  const [gap] = gapsOf([open([7], '01:30', '02:30')], locale, '2026-10-19').slice(-2)
  expect(gap).toBe(words)
})

describe('the changes of the clocks', () => {
  const changes = (monday: string, windows: SupportWindow[], of = zone, locale: Locale = 'en') =>
    sayClockChanges(windows, { zone: of, weekStart: Temporal.PlainDate.from(monday) }, locale)

  test('are told on the day, once for all the zones that make them', () => {
    const london = { ...open([1], '09:00', '10:00'), zone: 'Europe/London' }
    expect(changes('2026-03-23', [london])).toEqual([
      'The clocks change on Sunday 29 March (Europe/Rome, Europe/London).',
    ])
    expect(changes('2026-03-23', [london], zone, 'it')).toEqual([
      'Cambio dell’ora: domenica 29 marzo (Europe/Rome, Europe/London).',
    ])
  })

  test('of a window’s zone are told to a reader whose clocks stay', () => {
    expect(changes('2026-10-19', levante()['support-hours'], 'Asia/Kathmandu')).toEqual([
      'The clocks change on Sunday 25 October (Europe/Rome).',
    ])
  })

  test('of a zone that the runtime does not know are not asked for', () => {
    expect(changes('2026-03-23', [{ ...open([1], '09:00', '10:00'), zone: 'SystemV/EST5' }])).toEqual([
      'The clocks change on Sunday 29 March (Europe/Rome).',
    ])
  })

  test('are no matter in the other weeks', () => {
    expect(changes('2026-03-16', levante()['support-hours'])).toEqual([])
    expect(changes('2026-03-30', levante()['support-hours'])).toEqual([])
  })
})
