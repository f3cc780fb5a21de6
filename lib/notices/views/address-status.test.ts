import { expect, test } from 'vitest'
import { judgeAddress } from './address-status.ts'

const mark = { markedAt: 300, status: '5.1.1', said: '5.1.1 no such user' }
const member = { joinedAt: 100 }
const fresh = { since: 50, confirmedAt: null }
const confirmed = { since: 50, confirmedAt: 200 }
const nothing = { mark: null, member: null, kept: null, asked: null }
const never = { askedAt: null, askAt: null }

test.each([
  ['what nobody confirmed', { kept: fresh }, { status: 'unconfirmed', since: 50, ...never }],
  ['what the index does not know yet', {}, { status: 'unconfirmed', since: null, ...never }],
  [
    'one that was asked',
    { kept: fresh, asked: { askedAt: 60, mails: 1, mailDueAt: 90 } },
    { status: 'unconfirmed', since: 50, askedAt: 60, askAt: null },
  ],
  [
    'one whose mail has to wait',
    { kept: fresh, asked: { askedAt: 60, mails: 0, mailDueAt: 90 } },
    { status: 'unconfirmed', since: 50, askedAt: null, askAt: 90 },
  ],
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
    { status: 'bouncing', since: 300, code: '5.1.1', said: '5.1.1 no such user', given: true },
  ],
])('%s', (_, facts, expected) => {
  expect(judgeAddress({ ...nothing, ...facts })).toEqual(expected)
})
