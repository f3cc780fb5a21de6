import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRelyingParty } from '#/env.ts'
import { findMissingProof, goesOn, nameRefusal, proofLife } from './policy.ts'
import { assertionField, challengeIn, enrolmentField } from './schema.ts'

const at = 1_800_000_000_000
const old = at - proofLife
const recent = old + 1

test.each([
  ['a person just signed in, without a passkey', false, 0, recent, null, null],
  ['a person signed in long ago, without a passkey', false, 0, old, null, 'sign-in'],
  ['a person with a passkey just signed in by mail', false, 1, recent, null, null],
  ['a person just used a passkey in an old session', false, 1, old, recent, null],
  ['a person used a passkey long ago', false, 1, old, old, 'sign-in'],
  ['staff without a passkey just signed in', true, 0, recent, null, null],
  ['staff without a passkey signed in long ago', true, 0, old, null, 'sign-in'],
  ['staff with a passkey just signed in by mail', true, 1, recent, null, 'passkey'],
  ['staff used a passkey long ago', true, 2, recent, old, 'passkey'],
  ['staff just used a passkey', true, 2, old, recent, null],
] as const)(
  'adding a passkey requires the right proof if %s',
  (_, isStaff, passkeys, startedAt, passkeyAt, missing) => {
    expect(findMissingProof({ isStaff, passkeys, startedAt, passkeyAt }, at)).toBe(missing)
  },
)

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

test('asks browsers for the origin as they write it', () => {
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
])('a counter from %i to %i goes on: %s', (before, counter, goes) => {
  expect(goesOn(before, counter)).toBe(goes)
})

test('reads or refuses any answer, and never throws', () => {
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

test('the reason for a refusal contains nothing of the answer', () => {
  expect(nameRefusal('Unexpected authentication response challenge "secret", expected "x"')).toBe('challenge')
  expect(nameRefusal('Unexpected RP ID hash')).toBe('relying-party')
  expect(nameRefusal('whatever')).toBe('unreadable')
})
