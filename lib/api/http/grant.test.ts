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
])('%s carries the key %s', (authorization, key) => {
  expect(parseKey(authorization)).toBe(key)
})

test.each([
  [basic('any:abc'), 'abc'],
  [basic(':a:b'), 'a:b'],
  [basic('abc'), null],
  [basic('abc:'), null],
  ['Basic !!!', null],
  ['Bearer abc', 'abc'],
])('%s may carry it as the password of Basic', (authorization, key) => {
  expect(parseKey(authorization, 'basic')).toBe(key)
})

test('says how a key is to be sent, and what was wrong with it', () => {
  expect(challenge('bearer')).toBe('Bearer realm="Recapito"')
  expect(challenge('basic', { code: 'insufficient_scope', scope: 'bounces:write' })).toBe(
    'Bearer realm="Recapito", error="insufficient_scope", scope="bounces:write", Basic realm="Recapito"',
  )
})
