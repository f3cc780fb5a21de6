import { describe, expect, test } from 'vitest'
import type { MemberRole } from '#/db/words/people.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { awayAfter, fieldsMissingWithout, isAway, isLastOwner } from './policy.ts'

const members = (...roles: MemberRole[]) => roles.map((role, index) => ({ userId: `u${index}`, role }))

test.each([
  ['is alone', members('owner'), 'u0', true],
  ['is among others', members('owner', 'editor', 'viewer'), 'u0', true],
  ['is not one of two', members('owner', 'owner'), 'u1', false],
  ['is not an editor', members('owner', 'editor'), 'u1', false],
  ['is not an outsider', members('owner'), 'u9', false],
])('the last owner %s', (_, all, userId, expected) => expect(isLastOwner(all, userId)).toBe(expected))

describe('the fields that go missing when a member leaves', () => {
  const account = {
    contacts: completeContacts(['u1']),
    integrationType: { merchantIssues: 'hidden' },
    members: members('owner', 'editor', 'editor'),
  } as const

  test.each([
    ['include the alert contacts if the member was the only one', {}, 'u1', ['alerts']],
    ['exclude them if another is left', { contacts: completeContacts(['u1', 'u2']) }, 'u1', []],
    ['exclude them if the member was not one', {}, 'u2', []],
    ['exclude fields that were missing before', { contacts: null }, 'u1', []],
  ])('%s', (_, given, leaver, fields) =>
    expect(fieldsMissingWithout({ ...account, ...given }, leaver)).toEqual(fields),
  )
})

test.each([
  ['a day before the year is over', awayAfter - 86_400_000, false],
  ['a year', awayAfter, true],
  ['two years', 2 * awayAfter, true],
])('says of a last sign-in %s ago whether the person is away', (_, ago, expected) => {
  const at = Date.UTC(2026, 5, 10)
  expect(isAway(at - ago, at)).toBe(expected)
})
