import { describe, expect, test } from 'vitest'
import type { ContactInformation, SupportWindow, Weekday } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { contact, levante } from '#/tests/contact-values.ts'
import { contactFormatter } from './format.ts'

const { formatHours, formatContact } = contactFormatter('en')
const rome = 'Europe/Rome'

function open(days: Weekday[], opens: string, closes: string, zone = rome): SupportWindow {
  return { days, opens, closes, zone }
}

describe('support hours in words', () => {
  test.each([
    ['en', 'Mon–Fri 09:00–18:00; Sat 09:00–13:00, Europe/Rome'],
    ['it', 'Lun–ven 09:00–18:00; sab 09:00–13:00, Europe/Rome'],
  ] as const)('in %s', (locale, words) => {
    expect(contactFormatter(locale).formatHours(levante()['support-hours'])).toEqual([words])
  })

  test('are not "always" by a zone that is gone', () => {
    expect(formatHours([open([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00', 'SystemV/EST5')])).toEqual([
      'Every day all day, SystemV/EST5',
    ])
  })

  test('have a line for each zone', () => {
    const hours = [
      open([1, 2], '09:00', '13:00'),
      open([1, 2, 3, 4, 5], '08:00', '17:00', 'America/New_York'),
    ]
    expect(formatHours(hours)).toEqual([
      'Mon, Tue 09:00–13:00, Europe/Rome',
      'Mon–Fri 08:00–17:00, America/New_York',
    ])
  })

  test('say the turns of the same days together', () => {
    const hours = [open([1, 2, 3], '09:00', '13:00'), open([1, 2, 3], '14:00', '18:00')]
    expect(formatHours(hours)).toEqual(['Mon–Wed 09:00–13:00, 14:00–18:00, Europe/Rome'])
  })

  test.each([
    [open([5], '22:00', '06:00'), 'Fri 22:00–06:00 (past midnight), Europe/Rome'],
    [open([5], '22:00', '24:00'), 'Fri 22:00–24:00, Europe/Rome'],
    [open([6, 7], '00:00', '24:00'), 'Sat, Sun all day, Europe/Rome'],
    [open([1, 2, 3, 4, 5, 6, 7], '08:00', '20:00'), 'Every day 08:00–20:00, Europe/Rome'],
  ])('%o', (window, words) => {
    expect(formatHours([window])).toEqual([words])
  })

  test('that fill the week are "always", however it is cut and whatever stands beside it', () => {
    const nights = open([1, 2, 3, 4, 5, 6, 7], '18:00', '06:00')
    const days = open([1, 2, 3, 4, 5, 6, 7], '06:00', '18:00')
    const elsewhere = open([1], '09:00', '10:00', 'UTC')
    expect(formatHours([nights, elsewhere, days])).toEqual(['Always (24 hours a day, 7 days a week)'])
    expect(formatHours([nights])).toEqual(['Every day 18:00–06:00 (past midnight), Europe/Rome'])
  })

  test('says nothing where there are no hours', () => {
    expect(formatHours([])).toEqual([])
  })
})

test.each<[Weekday[], string]>([
  [[1, 2, 3, 4, 5], 'lun–ven'],
  [[1, 2], 'lun, mar'],
  [[1, 3, 5], 'lun, mer, ven'],
  [[7, 1, 2, 3], 'lun–mer, dom'],
  [[1, 2, 3, 4, 5, 6, 7], 'ogni giorno'],
])('the days %j', (days, words) => {
  const [line] = contactFormatter('it').formatHours([open(days, '09:00', '18:00')])
  expect(line?.toLowerCase()).toBe(`${words} 09:00–18:00, europe/rome`)
})

const names = { paolo: 'Paolo Greco', elena: 'Elena Marchetti' }

function sayAll(after: Partial<ContactInformation>, locale: Locale = 'en'): string[] {
  const changes = changedBetween(levante(), { ...levante(), ...after })
  return changes.flatMap((change) => contactFormatter(locale).formatChange(change, names))
}

describe('an address in one line', () => {
  test('stands alone, or with its label and language', () => {
    expect(formatContact(contact('a@b.example'))).toBe('a@b.example')
    const spoken = { ...contact('a@b.example', 'On-call pager'), locale: 'it' as const }
    expect(formatContact(spoken)).toBe('a@b.example (On-call pager, mail in Italian)')
    expect(contactFormatter('it').formatContact(spoken)).toBe(
      'a@b.example (On-call pager, email in italiano)',
    )
  })

  test('has the brand’s phone and page beside it', () => {
    const brand = { ...contact('a@b.example'), phone: '+39 06 123', helpUrl: 'https://b.example/' }
    expect(formatContact(brand)).toBe('a@b.example (+39 06 123, https://b.example/)')
  })
})

describe('what changed', () => {
  test('names the people who came and went', () => {
    expect(sayAll({ alerts: ['elena', 'stranger'] })).toEqual([
      'Removed: Paolo Greco',
      'Added: Elena Marchetti',
      'Added: Somebody who is no longer here',
    ])
  })

  test('shows an address before and after', () => {
    const relabelled = [contact('oncall@levante.example', 'Night pager')]
    expect(sayAll({ 'technical-emergency': relabelled }, 'it')).toEqual([
      'Modificato: oncall@levante.example (On-call pager) → oncall@levante.example (Night pager)',
    ])
    expect(sayAll({ 'brand-support': null })).toEqual(['Removed: assistenza@levante.example'])
  })

  test('says hours in words', () => {
    const [business] = levante()['support-hours']
    expect(sayAll({ 'support-hours': business ? [business] : [] })).toEqual([
      'Removed: Sat 09:00–13:00, Europe/Rome',
    ])
  })
})
