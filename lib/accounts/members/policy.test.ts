import { describe, expect, test } from 'vitest'
import type { MemberRole } from '#/db/words/people.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { awayAfter, fieldsLeftMissing, fieldsWithAddress, isAway, isLastOwner } from './policy.ts'

function members(...roles: MemberRole[]) {
  return roles.map((role, index) => ({ userId: `u${index}`, role }))
}

describe('the last owner', () => {
  test.each([
    ['alone', members('owner'), 'u0', true],
    ['among others', members('owner', 'editor', 'viewer'), 'u0', true],
    ['one of two', members('owner', 'owner'), 'u1', false],
    ['an editor', members('owner', 'editor'), 'u1', false],
    ['nobody of the account', members('owner'), 'u9', false],
  ])('%s', (_, all, userId, expected) => {
    expect(isLastOwner(all, userId)).toBe(expected)
  })
})

describe('what somebody who leaves leaves missing', () => {
  const account = {
    contacts: completeContacts(['u1']),
    integrationType: { merchantIssues: 'hidden' },
    members: members('owner', 'editor', 'editor'),
  } as const

  test('the alert contacts, where they were the only one', () => {
    expect(fieldsLeftMissing(account, 'u1')).toEqual(['alerts'])
  })

  test('nothing, where another is left', () => {
    expect(fieldsLeftMissing({ ...account, contacts: completeContacts(['u1', 'u2']) }, 'u1')).toEqual([])
  })

  test('nothing, where they were none', () => {
    expect(fieldsLeftMissing(account, 'u2')).toEqual([])
  })

  test('nothing that was missing before', () => {
    expect(fieldsLeftMissing({ ...account, contacts: null }, 'u1')).toEqual([])
  })
})

describe('the fields where a person’s own address stands', () => {
  const entry = (address: string) => ({ address, label: '', locale: null })
  const contacts = completeContacts(['u1'], {
    technical: [entry('tech@a.example'), entry('Marco@a.example')],
    operations: [entry('marco@a.example')],
    'brand-support': { ...entry('marco@a.example'), phone: '', helpUrl: '' },
  })

  test.each([
    [
      'upper and lower case alike, in the order of the form',
      contacts,
      'MARCO@a.example',
      ['technical', 'operations', 'brand-support'],
    ],
    ['none, where it stands nowhere', contacts, 'marco@b.example', []],
    [
      'as typed in a draft, with spaces',
      { ...contacts, technical: [entry(' oncall@a.example ')] },
      'oncall@a.example',
      ['technical'],
    ],
    [
      'as typed in a draft, its domain in its own letters',
      { ...contacts, technical: [entry('marco@clinica-è.example')] },
      'marco@xn--clinica--80a.example',
      ['technical'],
    ],
    ['none of an empty brand support', { ...contacts, 'brand-support': null }, 'oncall@a.example', []],
  ])('%s', (_, held, email, expected) => {
    expect(fieldsWithAddress(held, email)).toEqual(expected)
  })
})

test.each([
  ['a day before the year is over', awayAfter - 86_400_000, false],
  ['a year', awayAfter, true],
  ['two years', 2 * awayAfter, true],
])('who signed in last %s ago', (_, ago, expected) => {
  const at = Date.UTC(2026, 5, 10)
  expect(isAway(at - ago, at)).toBe(expected)
})
