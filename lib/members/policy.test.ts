import { describe, expect, test } from 'vitest'
import { completeContacts } from '#/db/seed/accounts.ts'
import { fieldsLeftMissing, isLastOwner } from './policy.ts'
import type { MemberRole } from './schema.ts'

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
