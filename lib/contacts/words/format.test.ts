import { describe, expect, test } from 'vitest'
import type { ContactInformation, EndpointEntry, SupportWindow } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { coverage } from '#/lib/contacts/hours/coverage.ts'
import { contact, levante } from '#/tests/contact-values.ts'
import { readWindows } from '#/tests/minute-walk.ts'
import { contactFormatter } from './format.ts'

const { formatHours, formatContact } = contactFormatter('en')
const rome = 'Europe/Rome'

describe('support hours in words', () => {
  test.each([
    ['en', 'Mon–Fri 09:00–18:00; Sat 09:00–13:00, Rome time'],
    ['it', 'Lun–ven 09:00–18:00; sab 09:00–13:00, ora di Roma'],
  ] as const)('in %s', (locale, words) => {
    expect(contactFormatter(locale).formatHours(levante()['support-hours'])).toEqual([words])
  })

  test('have a line for each zone', () => {
    expect(formatHours(readWindows('1-2 09:00–13:00; 1-5 08:00–17:00 America/New_York'))).toEqual([
      'Mon, Tue 09:00–13:00, Rome time',
      'Mon–Fri 08:00–17:00, New York time',
    ])
  })

  test.each([
    ['5 22:00–06:00', 'Fri 22:00–06:00 (past midnight), Rome time'],
    ['5 22:00–24:00', 'Fri 22:00–24:00, Rome time'],
    ['6,7 00:00–24:00', 'Sat, Sun all day, Rome time'],
    ['7,1-3,5 08:00–20:00', 'Mon–Wed, Fri, Sun 08:00–20:00, Rome time'],
    ['1-3 09:00–13:00; 1-3 14:00–18:00', 'Mon–Wed 09:00–13:00, 14:00–18:00, Rome time'],
    ['1-7 18:00–06:00', 'Every day 18:00–06:00 (past midnight), Rome time'],
    // An unknown zone is never "always".
    ['1-7 00:00–24:00 SystemV/EST5', 'Every day all day, SystemV/EST5'],
  ])('%s', (windows, words) => expect(formatHours(readWindows(windows))).toEqual([words]))

  test('are "always" if they fill the week, however it is cut and whatever other zones say', () => {
    const cut = readWindows('1-7 18:00–06:00; 1 09:00–10:00 UTC; 1-7 06:00–18:00')
    expect(formatHours(cut)).toEqual(['Always (24 hours a day, 7 days a week)'])
  })
})

const names = { paolo: 'Paolo Greco', elena: 'Elena Marchetti' }

function sayAll(after: Partial<ContactInformation>, locale: Locale = 'en'): string[] {
  const changes = changedBetween(levante(), { ...levante(), ...after })
  return changes.flatMap((change) => contactFormatter(locale).formatChange(change, names))
}

describe('an address in one line', () => {
  test('has nothing beside it, or its label, its language, and the brand’s phone and page', () => {
    expect(formatContact(contact('a@b.example'))).toBe('a@b.example')
    const spoken = { ...contact('a@b.example', 'On-call pager'), locale: 'it' as const }
    expect(formatContact(spoken)).toBe('a@b.example (On-call pager, email in Italian)')
    const brand = { ...spoken, phone: '+39 06 123', helpUrl: 'https://b.example/' }
    expect(contactFormatter('it').formatContact(brand)).toBe(
      'a@b.example (On-call pager, email in italiano, +39 06 123, https://b.example/)',
    )
  })
})

describe('what changed', () => {
  test('names added and removed people', () => {
    expect(sayAll({ alerts: ['elena', 'stranger'] })).toEqual([
      'Removed: Paolo Greco',
      'Added: Elena Marchetti',
      'Added: Someone who has left',
    ])
  })

  test('shows an address before and after', () => {
    const relabelled = [contact('oncall@levante.example', 'Night pager')]
    expect(sayAll({ 'technical-emergency': relabelled }, 'it')).toEqual([
      'Modificato: oncall@levante.example (On-call pager) → oncall@levante.example (Night pager)',
    ])
    expect(sayAll({ 'brand-support': null })).toEqual(['Removed: assistenza@levante.example'])
  })

  test('formats hours', () => {
    const [business] = levante()['support-hours']
    expect(sayAll({ 'support-hours': business ? [business] : [] })).toEqual([
      'Removed: Sat 09:00–13:00, Rome time',
    ])
  })
})

function gapsOf(windows: SupportWindow[], locale: Locale = 'en', monday = '2026-06-08') {
  const { gaps } = coverage(windows, { zone: rome, weekStart: Temporal.PlainDate.from(monday) })
  return contactFormatter(locale).formatGaps(gaps)
}

describe('the gaps of a week in words', () => {
  test.each<[Locale, string[]]>([
    ['en', ['Mon–Fri 18:00 to 09:00 the next day', 'Saturday 13:00 to Monday 09:00']],
    ['it', ['Lun–ven dalle 18:00 alle 09:00 del giorno dopo', 'Da sabato ore 13:00 a lunedì ore 09:00']],
  ])('in %s', (locale, words) => expect(gapsOf(levante()['support-hours'], locale)).toEqual(words))

  test('of a lunch break', () => {
    const turns = readWindows('1-7 00:00–13:00; 1-7 14:00–24:00')
    expect(gapsOf(turns)).toEqual(['Every day 13:00 to 14:00'])
    expect(gapsOf(turns, 'it')).toEqual(['Ogni giorno dalle 13:00 alle 14:00'])
  })

  test.each<[string, string, string[]]>([
    ['one day', '1-6 00:00–24:00', ['Sunday, all day']],
    ['some days', '1-5 00:00–24:00', ['Saturday to Sunday, all day']],
    ['days apart', '1,3,5-7 00:00–24:00', ['Tue, Thu, all day']],
    ['pairs of days', '1,4-5 00:00–24:00', ['Tuesday to Wednesday, all day', 'Saturday to Sunday, all day']],
    [
      'more than a night, twice alike',
      '1,3,5 09:00–10:00',
      ['Monday 10:00 to Wednesday 09:00', 'Wednesday 10:00 to Friday 09:00', 'Friday 10:00 to Monday 09:00'],
    ],
    ['an afternoon', '1 00:00–13:00; 2-7 00:00–24:00', ['Monday 13:00 to 24:00']],
    ['all but an hour', '1 08:00–09:00', ['Monday 09:00 to Monday 08:00 of the next week']],
    ['all of it', '', ['All week']],
    ['none of it', '1-7 00:00–24:00', []],
  ])('%s', (_, windows, words) => expect(gapsOf(readWindows(windows))).toEqual(words))
})

test.each([
  ['en', 'Sunday 02:30 to 02:00, as the clocks go back'],
  ['it', 'Domenica dalle 02:30 alle 02:00, quando l’ora torna indietro'],
] as const)('a gap within the hour that comes twice is none of a week, in %s', (locale, words) => {
  const [gap] = gapsOf(readWindows('7 01:30–02:30'), locale, '2026-10-19').slice(-2)
  expect(gap).toBe(words)
})

describe('for a reader whose clocks stay while the hours’ go back', () => {
  // 05:30 in Rome is 23:30 of the day before in New York, and 00:30 between Rome’s change and New York’s own.
  test.each([
    ['09:00–09:30', 'Asia/Kathmandu', 'Tuesday 13:15 to Tuesday 13:45 of the next week'],
    ['05:30–05:45', 'America/New_York', 'Monday 23:45 to Tuesday 00:30 of the next week'],
    ['05:00–06:00', 'America/New_York', 'Tuesday to Monday, all day'],
  ])('the week from %s to the next, in %s', (times, reader, words) => {
    const weekStart = Temporal.PlainDate.from('2026-10-19')
    const { gaps } = coverage(readWindows(`2 ${times}`), { zone: reader, weekStart })
    expect(contactFormatter('en').formatGaps(gaps)).toContain(words)
  })
})

describe('the changes of the clocks', () => {
  const changes = (monday: string, windows: SupportWindow[], of = rome, locale: Locale = 'en') =>
    contactFormatter(locale).formatClockChanges(windows, {
      zone: of,
      weekStart: Temporal.PlainDate.from(monday),
    })

  test('are shown on their day, once for all zones', () => {
    const london = readWindows('1 09:00–10:00 Europe/London')
    expect(changes('2026-03-23', london)).toEqual([
      'The clocks change on Sunday 29 March (Rome time, London time).',
    ])
    expect(changes('2026-03-23', london, rome, 'it')).toEqual([
      'Cambio dell’ora: domenica 29 marzo (ora di Roma, ora di Londra).',
    ])
  })

  test('in a window’s zone are shown to a reader whose clocks stay', () => {
    expect(changes('2026-10-19', levante()['support-hours'], 'Asia/Kathmandu')).toEqual([
      'The clocks change on Sunday 25 October (Rome time).',
    ])
  })

  test('in an unknown zone are left out', () => {
    expect(changes('2026-03-23', readWindows('1 09:00–10:00 SystemV/EST5'))).toEqual([
      'The clocks change on Sunday 29 March (Rome time).',
    ])
  })

  test('are not shown in another week', () => {
    expect(changes('2026-03-30', levante()['support-hours'])).toEqual([])
  })
})

test('a change of endpoints names each by its label, service and host', () => {
  const endpoint = {
    id: '1',
    kind: 'ntfy',
    label: 'Night shift',
    hint: 'ntfy.example.net',
    locale: null,
  } as const
  const unnamed = { ...endpoint, label: '' }
  const between = (before: EndpointEntry[], after: EndpointEntry[]) => {
    const [one, other] = [before, after].map((technical) => ({ ...levante(), endpoints: { technical } }))
    return changedBetween(one ?? null, other ?? levante()).flatMap((change) =>
      contactFormatter('en').formatChange(change, {}),
    )
  }
  expect(between([endpoint], [])).toEqual(['Removed: Night shift (ntfy · ntfy.example.net)'])
  expect(between([endpoint], [unnamed])).toEqual([
    'Changed: Night shift (ntfy · ntfy.example.net) → ntfy · ntfy.example.net',
  ])
})
