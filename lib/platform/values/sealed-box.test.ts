import { expect, test } from 'vitest'
import { hasSecretsKey, openSecret, sealSecret } from './sealed-box.ts'

const place = { id: '0198-a', column: 'endpoints.config' }
const [first, second] = ['a'.repeat(32), 'b'.repeat(32)]

test('opens a secret in the row and column that it was sealed for, and nowhere else', () => {
  const sealed = sealSecret(place, 'whsec_é')
  expect(sealed).not.toContain('whsec')
  expect(sealSecret(place, 'whsec_é')).not.toBe(sealed)
  expect(openSecret(place, sealed)).toBe('whsec_é')
  expect(openSecret({ ...place, id: '0198-b' }, sealed)).toBeNull()
  expect(openSecret({ ...place, column: 'endpoints.previous' }, sealed)).toBeNull()
  expect(openSecret({ id: 'config 0198-a', column: 'endpoints.' }, sealed)).toBeNull()
  const other = sealed.at(-5) === 'A' ? 'B' : 'A'
  for (const changed of [sealed.slice(0, -1), `${sealed.slice(0, -5)}${other}${sealed.slice(-4)}`, 'x', ''])
    expect(openSecret(place, changed)).toBeNull()
})

test('opens with the old key while it changes, and seals with the new one', () => {
  const old = sealSecret(place, 'topic', [first])
  expect(openSecret(place, old, [second, first])).toBe('topic')
  expect(openSecret(place, old, [second])).toBeNull()
  expect(openSecret(place, sealSecret(place, 'topic', [second, first]), [second])).toBe('topic')
})

test('seals nothing without a key', () => {
  expect(hasSecretsKey()).toBe(true)
  expect(() => sealSecret(place, 'topic', [])).toThrow('SECRETS_KEY is not set')
  expect(openSecret(place, sealSecret(place, 'topic'), [])).toBeNull()
})
