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

  test('lists the endpoints that a field gained, lost and relabelled', () => {
    const pager = {
      id: '1',
      kind: 'pagerduty',
      label: '',
      hint: 'events.pagerduty.com',
      locale: null,
    } as const
    const phone = { ...pager, id: '2', kind: 'ntfy', hint: 'ntfy.sh' } as const
    const before = { ...levante(), endpoints: { technical: [pager], operations: [phone] } }
    const renamed = { ...pager, label: 'On-call' }
    const after = { ...levante(), endpoints: { technical: [renamed, phone] } }
    const [technical, operations, ...others] = changedBetween(before, after)
    expect(technical).toMatchObject({
      field: 'technical',
      endpoints: { added: [phone], removed: [], altered: [{ before: pager, after: renamed }] },
    })
    expect(operations).toMatchObject({ field: 'operations', added: [], endpoints: { removed: [phone] } })
    expect(others).toEqual([])
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
    const endpoints = { added: [], removed: [], altered: [] }
    expect(changedBetween(levante(), after)).toEqual(
      [
        { field: 'alerts', added: ['elena'], removed: ['paolo'], altered: [] },
        { field: 'technical-emergency', added: [second], removed: [], altered: [{ before, after: pager }] },
        { field: 'brand-support', added: [], removed: [levante()['brand-support']], altered: [] },
        { field: 'support-hours', added: [], removed: [levante()['support-hours'][1]], altered: [] },
      ].map((change) => ({ ...change, endpoints })),
    )
  })
})
