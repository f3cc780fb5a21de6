import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRelyingParty } from '#/env.ts'
import { findMissingProof, goesOn, nameRefusal, proofLife } from './policy.ts'
import { assertionField, challengeIn, enrolmentField } from './schema.ts'

const at = 1_800_000_000_000
const old = at - proofLife
const recent = old + 1

test.each([
  ['just signed in, no passkey', { isStaff: false, passkeys: 0, startedAt: recent, passkeyAt: null }, null],
  [
    'signed in long ago, no passkey',
    { isStaff: false, passkeys: 0, startedAt: old, passkeyAt: null },
    'sign-in',
  ],
  [
    'just signed in by mail, a passkey',
    { isStaff: false, passkeys: 1, startedAt: recent, passkeyAt: null },
    null,
  ],
  [
    'signed in long ago, a passkey just shown',
    { isStaff: false, passkeys: 1, startedAt: old, passkeyAt: recent },
    null,
  ],
  [
    'signed in long ago, a passkey shown long ago',
    { isStaff: false, passkeys: 1, startedAt: old, passkeyAt: old },
    'sign-in',
  ],
  [
    'staff, just signed in, no passkey',
    { isStaff: true, passkeys: 0, startedAt: recent, passkeyAt: null },
    null,
  ],
  [
    'staff, signed in long ago, no passkey',
    { isStaff: true, passkeys: 0, startedAt: old, passkeyAt: null },
    'sign-in',
  ],
  [
    'staff, just signed in by mail, a passkey',
    { isStaff: true, passkeys: 1, startedAt: recent, passkeyAt: null },
    'passkey',
  ],
  [
    'staff, a passkey shown long ago',
    { isStaff: true, passkeys: 2, startedAt: recent, passkeyAt: old },
    'passkey',
  ],
  ['staff, a passkey just shown', { isStaff: true, passkeys: 2, startedAt: old, passkeyAt: recent }, null],
] as const)('to add a passkey, %s', (_, standing, missing) => {
  expect(findMissingProof(standing, at)).toBe(missing)
})

test.each([
  ['https://portal.example.com', 'portal.example.com'],
  ['https://portal.example.com:8443', 'portal.example.com'],
  ['http://localhost:3000', 'localhost'],
  ['http://portal.localhost', 'portal.localhost'],
  ['http://portal.example.com', null],
  ['http://127.0.0.1:3000', null],
  ['https://192.0.2.7', null],
  ['https://[2001:db8::1]', null],
  ['https://notlocalhost', 'notlocalhost'],
  ['http://notlocalhost', null],
])('passkeys at %s belong to %s', (address, id) => {
  expect(findRelyingParty(address)?.id ?? null).toBe(id)
})

test('the origin asked of browsers is as they write it', () => {
  expect(findRelyingParty('https://Portal.example.com:443')).toEqual({
    id: 'portal.example.com',
    origin: 'https://portal.example.com',
  })
})

test('a count goes on only upwards, unless there is none', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (before, counter) => {
      expect(goesOn(before, counter)).toBe(counter > before || (before === 0 && counter === 0))
    }),
  )
  expect([goesOn(5, 5), goesOn(5, 4), goesOn(5, 0), goesOn(0, 0), goesOn(0, 1)]).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})

test('whatever is sent as an answer is read or refused, and never throws', () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.constant('{"id":"a","rawId":"a"}'))
  fc.assert(
    fc.property(anything, (text) => {
      expect(enrolmentField.safeParse(text).success).toBe(false)
      expect(assertionField.safeParse(text).success).toBe(false)
    }),
  )
  const says = (clientDataJSON: string) =>
    challengeIn({
      id: 'a',
      rawId: 'a',
      type: 'public-key',
      response: { clientDataJSON, authenticatorData: 'a', signature: 'a' },
    })
  fc.assert(
    fc.property(fc.oneof(fc.base64String(), fc.json()), (text) => {
      expect(says(Buffer.from(text).toString('base64url'))).toBeNull()
    }),
  )
  expect(says(Buffer.from('{"challenge":"abc"}').toString('base64url'))).toBe('abc')
  expect(assertionField.safeParse('').error?.issues[0]?.message).toBe('passkey-script')
})

test('why an answer was refused is said without what it held', () => {
  expect(nameRefusal('Unexpected authentication response challenge "secret", expected "x"')).toBe('challenge')
  expect(nameRefusal('Unexpected RP ID hash')).toBe('relying-party')
  expect(nameRefusal('whatever')).toBe('unreadable')
})
