import { expect, test } from 'vitest'
import { judgeAddress } from './address-status.ts'

const mark = { markedAt: 300, status: '5.1.1', said: '5.1.1 no such user' }
const member = { joinedAt: 100 }
const fresh = { since: 50, confirmedAt: null }
const confirmed = { since: 50, confirmedAt: 200 }
const nothing = { mark: null, member: null, kept: null, asked: null }
const never = { askedAt: null, askAt: null }

test.each([
  ['a new address', { kept: fresh }, { status: 'unconfirmed', since: 50, ...never }],
  ['an address that is not indexed yet', {}, { status: 'unconfirmed', since: null, ...never }],
  [
    'an address that was asked to confirm',
    { kept: fresh, asked: { askedAt: 60, mails: 1, mailDueAt: 90 } },
    { status: 'unconfirmed', since: 50, askedAt: 60, askAt: null },
  ],
  [
    'an address whose request to confirm waits',
    { kept: fresh, asked: { askedAt: 60, mails: 0, mailDueAt: 90 } },
    { status: 'unconfirmed', since: 50, askedAt: null, askAt: 90 },
  ],
  ['a member', { member, kept: fresh }, { status: 'confirmed', since: 100, member: true }],
  ['a confirmed address', { kept: confirmed }, { status: 'confirmed', since: 200, member: false }],
  [
    'a member who also confirmed',
    { member, kept: confirmed },
    { status: 'confirmed', since: 200, member: false },
  ],
  [
    'an address that bounces after it was confirmed',
    { mark, member, kept: confirmed },
    { status: 'bouncing', since: 300, code: '5.1.1', said: '5.1.1 no such user', given: true },
  ],
])('knows the status of %s', (_, facts, expected) => {
  expect(judgeAddress({ ...nothing, ...facts })).toEqual(expected)
})
