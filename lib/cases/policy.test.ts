import { describe, expect, test } from 'vitest'
import { caseCategories } from '#/db/words/cases.ts'
import { canAnswer, canClose, canFollowUp, listRecipients, queueRank, resolveSituation } from './policy.ts'

test.each([
  ['open', true, false],
  ['closed', false, true],
] as const)('%s: takes answers %s, can be followed up %s', (status, answered, followedUp) => {
  expect(canAnswer(status)).toBe(answered)
  expect(canFollowUp(status)).toBe(followedUp)
})

test.each([
  ['open', false, true],
  ['open', true, false],
  ['closed', false, false],
] as const)('%s, opened by staff %s: a member may close it %s', (status, byStaff, may) => {
  expect(canClose(status, byStaff)).toBe(may)
})

test.each([
  ['urgent', null, 'missing'],
  ['urgent', 'integration-down', 'integration-down'],
  ['integration', null, null],
  ['integration', 'integration-down', null],
] as const)('%s with situation %s stores %s', (category, situation, kept) => {
  expect(resolveSituation(category, situation)).toBe(kept)
})

test('ranks only urgent cases on top', () => {
  expect(caseCategories.filter((category) => queueRank(category) === 0)).toEqual(['urgent'])
})

describe('an update', () => {
  const members = { memberIds: new Set(['anna', 'elena', 'paolo']), staffIds: new Set(['grace', 'elena']) }
  const said = (userId: string, fromStaff = false) => ({ userId, fromStaff })

  test.each([
    ['does not go to its author', [said('anna'), said('paolo')], 'anna', [said('paolo')]],
    ['goes to each participant once', [said('anna'), said('anna'), said('paolo')], 'paolo', [said('anna')]],
    ['goes to staff who answered', [said('anna'), said('grace', true)], 'anna', [said('grace', true)]],
    ['does not go to former members', [said('anna'), said('luca')], 'anna', []],
    [
      'does not go to former staff for their answers as staff',
      [said('anna'), said('paolo', true)],
      'anna',
      [],
    ],
    [
      'goes to a person who is both in their first role',
      [said('elena', true), said('elena')],
      'x',
      [said('elena', true)],
    ],
    ['goes to a member who was also staff', [said('paolo', true), said('paolo')], 'x', [said('paolo')]],
    ['goes to nobody without other participants', [said('anna')], 'anna', []],
  ])('%s', (_, participants, authorId, expected) => {
    expect(listRecipients({ participants, authorId, ...members })).toEqual(expected)
  })
})
