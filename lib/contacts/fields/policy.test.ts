import { describe, expect, test } from 'vitest'
import { type ContactInformation, fieldIds, rowOf } from '#/db/words/accounts.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { levante } from '#/tests/contact-values.ts'
import { isLocked, missingFields, nextDueState, requiredFields, withoutMember } from './policy.ts'

const memberIds = ['elena', 'paolo']

function missing(
  change: Partial<ContactInformation>,
  merchantIssues: 'hidden' | 'optional' | 'required' = 'required',
) {
  return missingFields({ info: { ...levante(), ...change }, merchantIssues, memberIds })
}

describe('completeness', () => {
  test('reports nothing missing in a full account', () => expect(missing({})).toEqual([]))

  test.each(requiredFields('required'))('misses %s when it is empty', (field) => {
    const empty = field === 'brand-support' ? null : []
    expect(missing({ [field]: empty })).toEqual([{ field, reason: 'empty' }])
  })

  test('reports that the alert contacts have left', () => {
    expect(missing({ alerts: ['luca'] })).toEqual([{ field: 'alerts', reason: 'left' }])
  })

  test('needs only one alert contact who is still a member', () => {
    expect(missing({ alerts: ['luca', 'paolo'] })).toEqual([])
  })

  test.each(['hidden', 'optional'] as const)('allows empty merchant issues if they are %s', (rule) => {
    expect(missing({ 'merchant-issues': [] }, rule)).toEqual([])
  })

  test('reports all required fields as missing before the first submission', () => {
    const all = missingFields({ info: null, merchantIssues: 'optional', memberIds })
    const required = fieldIds.filter((field) => rowOf(field).required === 'always')
    expect(all).toEqual(required.map((field) => ({ field, reason: 'empty' })))
  })
})

const now = Date.parse('2026-06-10T10:00:00Z')
const fortnight = 14 * 86_400_000
const gap = [{ field: 'alerts' }]

describe('the gate', () => {
  test.each([
    ['never complete', null, null, gap, true],
    ['never complete, though nothing is missing now', null, null, [], true],
    ['complete', 1, null, [], false],
    ['missing, not yet due', 1, now + 1, gap, false],
    ['missing and due', 1, now, gap, true],
    ['missing and past due', 1, now - 1, gap, true],
    ['past due, but nothing is missing', 1, now - 1, [], false],
    ['missing, with no date set', 1, null, gap, false],
  ])('%s', (_, firstCompleteAt, dueAt, missing, locked) => {
    expect(isLocked({ firstCompleteAt, dueAt, missing, now })).toBe(locked)
  })

  test.each([
    ['still never complete', [null, null], gap, [null, null, false, false]],
    ['complete for the first time', [null, null], [], [now, null, false, true]],
    ['stays complete', [5, null], [], [5, null, false, false]],
    ['comes to miss something', [5, null], gap, [5, now + fortnight, true, false]],
    ['misses more', [5, 77], [...gap, ...gap], [5, 77, false, false]],
    ['is complete again', [5, 77], [], [5, null, false, true]],
  ] as const)('%s', (_, [firstCompleteAt, dueAt], missing, after) => {
    const next = nextDueState({ firstCompleteAt, dueAt }, missing, now, 14)
    expect([next.firstCompleteAt, next.dueAt, next.becameDue, next.becameComplete]).toEqual(after)
  })
})

test('removes a leaving member from revision and draft', () => {
  const info = { ...levante(), alerts: ['elena', 'paolo'] }
  expect(withoutMember(info, 'paolo')).toEqual({ ...info, alerts: ['elena'] })
  expect(withoutMember(toFormValues(info), 'paolo').alerts).toEqual(['elena'])
})
