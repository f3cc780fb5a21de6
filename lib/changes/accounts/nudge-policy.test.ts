import { describe, expect, test } from 'vitest'
import { decideNudge, nudgeEvery } from './nudge-policy.ts'

const now = 1_764_000_000_000
const asked = {
  missing: ['alerts'],
  nudgedAt: null,
  editors: 2,
  invitedOwners: 0,
  staffRole: 'support',
  now,
} as const

describe('support and admins ask owners and editors', () => {
  test.each(['support', 'admin'] as const)('as %s', (staffRole) => {
    expect(decideNudge({ ...asked, staffRole })).toEqual({ ok: true, by: 'mail' })
  })
  test('not where nothing is missing', () => {
    expect(decideNudge({ ...asked, missing: [] })).toEqual({ ok: false, code: 'nothing-missing' })
  })
  test.each([
    [now - nudgeEvery + 1, false],
    [now, false],
    [now - nudgeEvery, true],
    [now - 2 * nudgeEvery, true],
  ])('once a day: asked at %i', (nudgedAt, ok) => {
    expect(decideNudge({ ...asked, nudgedAt }).ok).toBe(ok)
  })
})

describe('where nobody has joined yet', () => {
  const empty = { ...asked, editors: 0 }

  test.each([
    [0, 'support', { ok: false, code: 'nobody-to-nudge' }],
    [0, 'admin', { ok: false, code: 'nobody-to-nudge' }],
    [1, 'support', { ok: false, code: 'only-admins-invite' }],
    [1, 'admin', { ok: true, by: 'invitation' }],
  ] as const)('%i invited, by %s', (invitedOwners, staffRole, decision) => {
    expect(decideNudge({ ...empty, invitedOwners, staffRole })).toEqual(decision)
  })
  test('invitations, too, go again once a day only', () => {
    const again = { ...empty, invitedOwners: 1, staffRole: 'admin', nudgedAt: now - 1 } as const
    expect(decideNudge(again)).toEqual({ ok: false, code: 'nudged-lately' })
  })
})
