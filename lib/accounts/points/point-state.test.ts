import { expect, test } from 'vitest'
import { toPointState } from './point-state.ts'

const mark = { markedAt: 300, status: '5.1.1', said: '5.1.1 no such user' }
const member = { joinedAt: 100 }
const fresh = { since: 50, confirmedAt: null }
const confirmed = { since: 50, confirmedAt: 200 }
const nothing = { mark: null, member: null, kept: null, asked: null }
const asked = { askedAt: 60, mails: 1, mailDueAt: 90 }
const unconfirmed = { status: 'unconfirmed', since: 50, askedAt: null, askAt: null }
const bouncing = { status: 'bouncing', since: 300, code: '5.1.1', said: '5.1.1 no such user', given: true }

test.each([
  ['a new address', { kept: fresh }, { ...unconfirmed, since: 50 }],
  ['an address that is not indexed yet', {}, { ...unconfirmed, since: null }],
  ['an address asked to confirm', { kept: fresh, asked }, { ...unconfirmed, since: 50, askedAt: 60 }],
  ['one whose request waits', { kept: fresh, asked: { ...asked, mails: 0 } }, { ...unconfirmed, askAt: 90 }],
  ['a member', { member, kept: fresh }, { status: 'confirmed', since: 100, member: true }],
  ['a confirmed address', { kept: confirmed }, { status: 'confirmed', since: 200, member: false }],
  ['a member who confirmed', { member, kept: confirmed }, { status: 'confirmed', since: 200, member: false }],
  ['one that bounces after it was confirmed', { mark, member, kept: confirmed }, bouncing],
])('knows the status of %s', (_, facts, expected) => {
  expect(toPointState({ ...nothing, ...facts })).toEqual(expected)
})
