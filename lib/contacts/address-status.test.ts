import { expect, test } from 'vitest'
import { judgeAddress } from './address-status.ts'

const mark = { markedAt: 300, status: '5.1.1', said: '5.1.1 no such user' }
const member = { joinedAt: 100 }
const fresh = { since: 50, confirmedAt: null }
const confirmed = { since: 50, confirmedAt: 200 }
const nothing = { mark: null, member: null, kept: null }

test.each([
  ['what nobody confirmed', { kept: fresh }, { status: 'unconfirmed', since: 50 }],
  ['what the index does not know yet', {}, { status: 'unconfirmed', since: null }],
  ['a member', { member, kept: fresh }, { status: 'confirmed', since: 100, member: true }],
  ['a confirmed address', { kept: confirmed }, { status: 'confirmed', since: 200, member: false }],
  [
    'a member who confirmed, too',
    { member, kept: confirmed },
    { status: 'confirmed', since: 200, member: false },
  ],
  [
    'one that bounces, whoever confirmed it',
    { mark, member, kept: confirmed },
    { status: 'bouncing', since: 300, code: '5.1.1', said: '5.1.1 no such user' },
  ],
])('%s', (_, facts, expected) => {
  expect(judgeAddress({ ...nothing, ...facts })).toEqual(expected)
})
