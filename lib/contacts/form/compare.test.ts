import { describe, expect, test } from 'vitest'
import { fieldIds } from '#/db/words/accounts.ts'
import { hasValue } from '#/lib/contacts/fields/policy.ts'
import { contact, levante } from '#/tests/contact-values.ts'
import { changedBetween } from './compare.ts'

describe('from one revision to the next', () => {
  test('lists nothing if nothing changed', () => expect(changedBetween(levante(), levante())).toEqual([]))

  test('lists all of the first one as new', () => {
    const changes = changedBetween(null, levante())
    expect(changes.map(({ field }) => field)).toEqual(fieldIds.filter((field) => hasValue(levante(), field)))
    expect(changes.every(({ removed, altered }) => removed.length + altered.length === 0)).toBe(true)
  })

  test('lists added, removed and relabelled entries', () => {
    const [before] = levante()['technical-emergency']
    const pager = contact('OnCall@levante.example', 'Pager')
    const second = contact('second@levante.example')
    const after = {
      ...levante(),
      alerts: ['elena'],
      'technical-emergency': [pager, second],
      'brand-support': null,
      'support-hours': levante()['support-hours'].slice(0, 1),
    }
    expect(changedBetween(levante(), after)).toEqual([
      { field: 'alerts', added: ['elena'], removed: ['paolo'], altered: [] },
      { field: 'technical-emergency', added: [second], removed: [], altered: [{ before, after: pager }] },
      { field: 'brand-support', added: [], removed: [levante()['brand-support']], altered: [] },
      { field: 'support-hours', added: [], removed: [levante()['support-hours'][1]], altered: [] },
    ])
  })
})
