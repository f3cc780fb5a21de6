import { describe, expect, test } from 'vitest'
import { deliveryOf, type InvitationState, type Inviter, invitationStateOf } from './policy.ts'

const now = 1_000_000
const open = { byStaff: false, expiresAt: now + 1, acceptedAt: null, revokedAt: null, replacedAt: null }
const owner: Inviter = { role: 'owner', staffRole: null, provisions: false }
const source: Inviter = { role: null, staffRole: null, provisions: true }
const admin: Inviter = { role: null, staffRole: 'admin', provisions: false }
const nobody: Inviter = { role: null, staffRole: null, provisions: false }

test.each<[string, Partial<typeof open> | Record<string, unknown>, Inviter, InvitationState]>([
  ['an owner’s, in time', {}, owner, 'open'],
  ['at its last millisecond', { expiresAt: now + 1 }, owner, 'open'],
  ['at its end', { expiresAt: now }, owner, 'expired'],
  ['used', { acceptedAt: 5 }, owner, 'accepted'],
  ['used, and its inviter left', { acceptedAt: 5 }, nobody, 'accepted'],
  ['revoked', { revokedAt: 5 }, owner, 'revoked'],
  ['revoked and past its end', { revokedAt: 5, expiresAt: 6 }, owner, 'revoked'],
  ['replaced', { replacedAt: 5 }, owner, 'replaced'],
  ['replaced by another owner after its inviter left', { replacedAt: 5 }, nobody, 'replaced'],
  ['of a removed inviter', {}, nobody, 'inviter-gone'],
  ['ended together with its inviter', { revokedAt: 5 }, nobody, 'inviter-gone'],
  ['of an inviter who is now an editor', {}, { ...owner, role: 'editor' }, 'inviter-gone'],
  ['of an inviter who is now only an admin', {}, admin, 'inviter-gone'],
  ['by an admin', { byStaff: true }, admin, 'open'],
  ['by an admin who is now support', { byStaff: true }, { ...admin, staffRole: 'support' }, 'inviter-gone'],
  ['by an admin who is now only an owner', { byStaff: true }, owner, 'inviter-gone'],
  ['with a key', { byStaff: true }, source, 'open'],
  ['with a key that no longer works', { byStaff: true }, nobody, 'inviter-gone'],
  ['an owner’s, with only a key now', {}, source, 'inviter-gone'],
])('judges an invitation: %s', (_, given, inviter, state) => {
  expect(invitationStateOf({ ...open, ...given }, inviter, now)).toBe(state)
})

describe('the state of an invitation’s mail', () => {
  test.each([
    ['queued', '', 'waiting'],
    ['sending', '', 'waiting'],
    ['retrying', '450 4.2.1 try later', 'waiting'],
    ['accepted', '', 'sent'],
    ['expired', '450 4.2.1 try later', 'failed'],
    ['failed', '550 5.7.1 not allowed', 'failed'],
    ['failed', '550 5.1.1 no such user', 'bounced'],
    ['failed', '550-5.1.10 null mx', 'bounced'],
    ['failed', '550 5.2.1 disabled', 'bounced'],
    ['failed', '550 5.7.0 rejected: 5.1.1 no such user', 'bounced'],
    ['failed', '550 5.2.10 unknown', 'failed'],
    ['failed', '550 15.1.1 odd', 'failed'],
  ] as const)('%s, %s: %s', (status, lastError, delivery) => {
    expect(deliveryOf({ status, lastError })).toBe(delivery)
  })

  test('is waiting without a mail', () => expect(deliveryOf(null)).toBe('waiting'))
})
