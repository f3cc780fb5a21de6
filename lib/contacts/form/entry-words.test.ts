import { describe, expect, test } from 'vitest'
import type { ContactInformation } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { contact, levante } from '#/tests/contact-values.ts'
import { changedBetween } from './compare.ts'
import { sayChange, sayContact } from './entry-words.ts'

const names = { paolo: 'Paolo Greco', elena: 'Elena Marchetti' }

function sayAll(after: Partial<ContactInformation>, locale: Locale = 'en'): string[] {
  const changes = changedBetween(levante(), { ...levante(), ...after })
  return changes.flatMap((change) => sayChange(change, names, locale))
}

describe('an address in one line', () => {
  test('stands alone, or with its label and language', () => {
    expect(sayContact(contact('a@b.example'), 'en')).toBe('a@b.example')
    const spoken = { ...contact('a@b.example', 'On-call pager'), locale: 'it' as const }
    expect(sayContact(spoken, 'en')).toBe('a@b.example (On-call pager, mail in Italian)')
    expect(sayContact(spoken, 'it')).toBe('a@b.example (On-call pager, email in italiano)')
  })

  test('has the brand’s phone and page beside it', () => {
    const brand = { ...contact('a@b.example'), phone: '+39 06 123', helpUrl: 'https://b.example/' }
    expect(sayContact(brand, 'en')).toBe('a@b.example (+39 06 123, https://b.example/)')
  })
})

describe('what changed', () => {
  test('of people, by name', () => {
    expect(sayAll({ alerts: ['elena', 'stranger'] })).toEqual([
      'Removed: Paolo Greco',
      'Added: Elena Marchetti',
      'Added: Somebody who is no longer here',
    ])
  })

  test('of an address, before and after', () => {
    const relabelled = [contact('oncall@levante.example', 'Night pager')]
    expect(sayAll({ 'technical-emergency': relabelled }, 'it')).toEqual([
      'Modificato: oncall@levante.example (On-call pager) → oncall@levante.example (Night pager)',
    ])
    expect(sayAll({ 'brand-support': null })).toEqual(['Removed: assistenza@levante.example'])
  })

  test('of hours, in words', () => {
    const [business] = levante()['support-hours']
    expect(sayAll({ 'support-hours': business ? [business] : [] })).toEqual([
      'Removed: Sat 09:00–13:00, Europe/Rome',
    ])
  })
})
