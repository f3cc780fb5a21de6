import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRelyingParty } from '#/environment.ts'
import { findMissingProof, goesOn, mustShow, nameRefusal, proofLife } from './policy.ts'
import { assertionField, challengeIn, enrolmentField } from './schema.ts'

const at = 1_800_000_000_000
const old = at - proofLife
const recent = old + 1

test.each([
  ['a person just signed in, without a passkey', 0, recent, null, null],
  ['a person signed in long ago, without a passkey', 0, old, null, 'sign-in'],
  ['a person with a passkey just signed in by mail', 1, recent, null, 'passkey'],
  ['a person with a passkey signed in by mail long ago', 1, old, null, 'passkey'],
  ['a person just used a passkey in an old session', 1, old, recent, null],
  ['a person used one of their passkeys long ago', 2, recent, old, 'passkey'],
] as const)(
  'changing how one signs in requires the right proof if %s',
  (_, passkeys, startedAt, passkeyAt, missing) => {
    expect(findMissingProof({ passkeys, startedAt, passkeyAt, proves: true }, at)).toBe(missing)
  },
)

const here = 'portal.example.com'

test.each([
  ['a partner', false, 'required', here, true],
  ['a partner', false, 'required', 'old.example.com', false],
  ['a partner', false, 'required', null, true],
  ['a partner', false, 'optional', here, true],
  ['a partner', false, 'optional', 'old.example.com', false],
  ['a partner', false, 'optional', null, false],
  ['staff', true, 'required', here, true],
  ['staff', true, 'required', 'old.example.com', true],
  ['staff', true, 'required', null, true],
  ['staff', true, 'optional', here, true],
  ['staff', true, 'optional', 'old.example.com', false],
  ['staff', true, 'optional', null, false],
] as const)('%s (staff: %s, passkeys %s) must show a passkey of %s: %s', (_, isStaff, demand, host, must) => {
  expect(mustShow({ host }, { here, isStaff, demand })).toBe(must)
})

test('no passkey works where browsers do not support them', () => {
  for (const host of [here, null])
    expect(mustShow({ host }, { here: null, isStaff: false, demand: 'optional' })).toBe(false)
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
])('passkeys at %s belong to %s', (address, id) => expect(findRelyingParty(address)?.id ?? null).toBe(id))

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
])('a counter from %i to %i is valid: %s', (before, counter, goes) => {
  expect(goesOn(before, counter)).toBe(goes)
})

test('parses or refuses any response, and never throws', () => {
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

test('the reason for a refusal contains nothing of the response', () => {
  expect(nameRefusal('Unexpected authentication response challenge "secret", expected "x"')).toBe('challenge')
  expect(nameRefusal('Unexpected RP ID hash')).toBe('relying-party')
  expect(nameRefusal('whatever')).toBe('unreadable')
})
