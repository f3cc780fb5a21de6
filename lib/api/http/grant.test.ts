import { expect, test } from 'vitest'
import { challenge, parseKey } from './grant.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  ['Bearer abc', 'abc'],
  ['bearer   abc ', 'abc'],
  ['Bearer', null],
  ['Bearer a b', null],
  ['abc', null],
  ['', null],
  [null, null],
  [`Bearer ${'x'.repeat(201)}`, null],
  [basic('any:abc'), null],
])('reads %s as the key %s', (authorization, key) => expect(parseKey(authorization)).toBe(key))

test.each([
  [basic('any:abc'), 'abc'],
  [basic(':a:b'), 'a:b'],
  [basic('abc'), null],
  [basic('abc:'), null],
  ['Basic !!!', null],
  ['Bearer abc', 'abc'],
])('reads the Basic password of %s', (authorization, key) => {
  expect(parseKey(authorization, 'basic')).toBe(key)
})

test('challenges with the scheme and the error', () => {
  expect(challenge('bearer')).toBe('Bearer realm="Recapito"')
  expect(challenge('basic', { code: 'insufficient_scope', scope: 'bounces:write' })).toBe(
    'Bearer realm="Recapito", error="insufficient_scope", scope="bounces:write", Basic realm="Recapito"',
  )
})
