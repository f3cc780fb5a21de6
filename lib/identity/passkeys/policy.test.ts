import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRelyingParty } from '#/env.ts'
import { findMissingProof, goesOn, nameRefusal, proofLife } from './policy.ts'
import { assertionField, challengeIn, enrolmentField } from './schema.ts'

const at = 1_800_000_000_000
const old = at - proofLife
const recent = old + 1

test.each([
  ['just signed in, no passkey', false, 0, recent, null, null],
  ['signed in long ago, no passkey', false, 0, old, null, 'sign-in'],
  ['just signed in by mail, a passkey', false, 1, recent, null, null],
  ['signed in long ago, a passkey just shown', false, 1, old, recent, null],
  ['signed in long ago, a passkey shown long ago', false, 1, old, old, 'sign-in'],
  ['staff, just signed in, no passkey', true, 0, recent, null, null],
  ['staff, signed in long ago, no passkey', true, 0, old, null, 'sign-in'],
  ['staff, just signed in by mail, a passkey', true, 1, recent, null, 'passkey'],
  ['staff, a passkey shown long ago', true, 2, recent, old, 'passkey'],
  ['staff, a passkey just shown', true, 2, old, recent, null],
] as const)('to add a passkey, %s', (_, isStaff, passkeys, startedAt, passkeyAt, missing) => {
  expect(findMissingProof({ isStaff, passkeys, startedAt, passkeyAt }, at)).toBe(missing)
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

test.each([
  [5, 6, true],
  [5, 5, false],
  [5, 4, false],
  [5, 0, false],
  [0, 0, true],
  [0, 1, true],
])('a count that goes from %i to %i goes on: %s', (before, counter, goes) => {
  expect(goesOn(before, counter)).toBe(goes)
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
