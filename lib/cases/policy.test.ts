import { describe, expect, test } from 'vitest'
import { caseCategories } from '#/db/words/cases.ts'
import { canAnswer, canFollowUp, listRecipients, queueRank, settleSituation } from './policy.ts'

test.each([
  ['open', true, false],
  ['closed', false, true],
] as const)('%s: may be answered %s, followed up %s', (status, answered, followedUp) => {
  expect(canAnswer(status)).toBe(answered)
  expect(canFollowUp(status)).toBe(followedUp)
})

test.each([
  ['urgent', null, 'missing'],
  ['urgent', 'integration-down', 'integration-down'],
  ['integration', null, null],
  ['integration', 'integration-down', null],
] as const)('%s with situation %s keeps %s', (category, situation, kept) => {
  expect(settleSituation(category, situation)).toBe(kept)
})

test('only urgent goes on top', () => {
  expect(caseCategories.filter((category) => queueRank(category) === 0)).toEqual(['urgent'])
})

describe('who is told of an update', () => {
  const members = { memberIds: new Set(['anna', 'elena', 'paolo']), staffIds: new Set(['grace', 'elena']) }
  const said = (userId: string, fromStaff = false) => ({ userId, fromStaff })

  test.each([
    ['its author is not', [said('anna'), said('paolo')], 'anna', [said('paolo')]],
    ['each once', [said('anna'), said('anna'), said('paolo')], 'paolo', [said('anna')]],
    ['staff who answered are', [said('anna'), said('grace', true)], 'anna', [said('grace', true)]],
    ['who left the account is not', [said('anna'), said('luca')], 'anna', []],
    ['who left the staff is not, member or not', [said('anna'), said('paolo', true)], 'anna', []],
    [
      'who is both, as what they were first',
      [said('elena', true), said('elena')],
      'x',
      [said('elena', true)],
    ],
    ['as member, where the staff role is gone', [said('paolo', true), said('paolo')], 'x', [said('paolo')]],
    ['nobody, where nobody else took part', [said('anna')], 'anna', []],
  ])('%s', (_, participants, authorId, expected) => {
    expect(listRecipients({ participants, authorId, ...members })).toEqual(expected)
  })
})
