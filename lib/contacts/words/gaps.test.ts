import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow, Weekday } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { coverage } from '#/lib/contacts/hours/coverage.ts'
import { levante } from '#/tests/contact-values.ts'
import { anyWindow, walkedStarts } from '#/tests/minute-walk.ts'
import { contactFormatter } from './format.ts'

const zone = 'Europe/Rome'
const everyDay: Weekday[] = [1, 2, 3, 4, 5, 6, 7]

function open(days: Weekday[], opens: string, closes: string): SupportWindow {
  return { days, opens, closes, zone }
}

function gapsOf(windows: SupportWindow[], locale: Locale = 'en', monday = '2026-06-08') {
  const { gaps } = coverage(windows, { zone, weekStart: Temporal.PlainDate.from(monday) })
  return contactFormatter(locale).formatGaps(gaps)
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

describe('for a reader whose clock stays while the hours’ are put back', () => {
  // 05:30 in Rome is 23:30 of the day before in New York, and 00:30 between Rome’s change and New York’s own.
  test.each([
    ['09:00', '09:30', 'Asia/Kathmandu', 'Tuesday 13:15 to Tuesday 13:45 of the next week'],
    ['05:30', '05:45', 'America/New_York', 'Monday 23:45 to Tuesday 00:30 of the next week'],
    ['05:00', '06:00', 'America/New_York', 'Tuesday to Monday, all day'],
  ])('the week from %s–%s to the next, in %s', (opens, closes, reader, words) => {
    const weekStart = Temporal.PlainDate.from('2026-10-19')
    const { gaps } = coverage([open([2], opens, closes)], { zone: reader, weekStart })
    expect(contactFormatter('en').formatGaps(gaps)).toContain(words)
  })
})

test('the words leave out of a week what its picture covers, minute by minute', () => {
  fc.assert(
    fc.property(
      fc.array(anyWindow(), { maxLength: 3 }),
      fc.constantFrom(...walkedStarts),
      fc.integer({ min: -4, max: 6 }),
      fc.constantFrom('Asia/Kathmandu', 'UTC'),
      (windows, start, days, zone) => {
        const weekStart = Temporal.PlainDate.from(new Date(start).toISOString().slice(0, 10)).add({ days })
        const { days: pictured, gaps } = coverage(windows, { zone, weekStart })
        const closed = closedByPicture(pictured.map(({ covered }) => covered))
        expect(
          closedByWords(contactFormatter('en').formatGaps(gaps), weekStart.dayOfWeek, closed[0] === true),
        ).toEqual(closed)
      },
    ),
    { numRuns: 200 },
  )
})

const perWeek = 7 * 1440

function closedByPicture(days: readonly (readonly { from: number; to: number }[])[]): boolean[] {
  const closed = new Array<boolean>(perWeek).fill(true)
  days.forEach((covered, day) => {
    for (const { from, to } of covered) closed.fill(false, day * 1440 + from, day * 1440 + to)
  })
  return closed
}

/** As a person reads them: a week that begins without support does so as the next one, unless that is said otherwise. */
function closedByWords(words: readonly string[], firstDay: number, beginsClosed: boolean): boolean[] {
  const told = words.flatMap((line) => readWords(line, firstDay))
  const comesOver = beginsClosed && !told.some(({ from }) => from === 0)
  const closed = new Array<boolean>(perWeek).fill(false)
  for (const { from, to } of told) {
    closed.fill(true, from, Math.min(to, perWeek))
    if (comesOver) closed.fill(true, 0, Math.max(0, to - perWeek))
  }
  return closed
}

const times = '(\\d\\d:\\d\\d)'
const day = '(\\w+day)'

function readWords(line: string, firstDay: number): { from: number; to: number }[] {
  if (line === 'All week') return [{ from: 0, to: perWeek }]
  const dayOf = (name: string) =>
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name.slice(0, 3)) + 1
  const placeOf = (weekday: number) => ((weekday - firstDay + 7) % 7) * 1440
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const said = new RegExp(`^${day}(?: ${times})? to ${day}(?:, all day| ${times}( of the next week)?)$`).exec(
    line,
  )
  if (said) {
    const [, fromDay = '', fromTime = '00:00', toDay = '', toTime = '24:00', later] = said
    const between = ((dayOf(toDay) - dayOf(fromDay) + 7) % 7) + (later ? 7 : 0)
    const from = placeOf(dayOf(fromDay))
    return [{ from: from + minutes(fromTime), to: from + between * 1440 + minutes(toTime) }]
  }
  const [, days = '', fromTime = '', toTime = '', night] =
    new RegExp(`^(.*?)(?:, all day| ${times} to ${times}( the next day)?)$`).exec(line) ?? []
  return readDays(days).map((weekday) => ({
    from: placeOf(weekday) + minutes(fromTime || '00:00'),
    to: placeOf(weekday) + minutes(toTime || '24:00') + (night ? 1440 : 0),
  }))

  function readDays(names: string): number[] {
    if (names === 'Every day') return everyDay
    return names.split(', ').flatMap((part) => {
      const [first = 0, last = first] = part.split('–').map(dayOf)
      return everyDay.filter((one) => first <= one && one <= last)
    })
  }
}

describe('the changes of the clocks', () => {
  const changes = (monday: string, windows: SupportWindow[], of = zone, locale: Locale = 'en') =>
    contactFormatter(locale).formatClockChanges(windows, {
      zone: of,
      weekStart: Temporal.PlainDate.from(monday),
    })

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
