import { expect, test } from 'vitest'
import { encrypt, keyFor } from '#/lib/platform/values/seal.ts'
import { sealEndpoint, unsealEndpoint } from './open-endpoint.ts'

const id = '0198-a'
const secrets = { config: { topic: 'whsec_é' } }
const [first, second] = ['a'.repeat(32), 'b'.repeat(32)]

test('opens the secrets in the row that they were sealed for, and nowhere else', () => {
  const sealed = sealEndpoint(id, secrets)
  expect(sealed).not.toContain('whsec')
  expect(sealEndpoint(id, secrets)).not.toBe(sealed)
  expect(unsealEndpoint({ id, sealed })).toEqual(secrets)
  expect(unsealEndpoint({ id: '0198-b', sealed })).toBeNull()
  const other = sealed.at(-5) === 'A' ? 'B' : 'A'
  for (const changed of [sealed.slice(0, -1), `${sealed.slice(0, -5)}${other}${sealed.slice(-4)}`, 'x', ''])
    expect(unsealEndpoint({ id, sealed: changed })).toBeNull()
})

test('opens what this key sealed for this column, in any release, and nothing of another column', () => {
  const sealIn = (place: string) =>
    encrypt(keyFor('recapito secrets of endpoints', first), '{"config":{}}', place)
  expect(unsealEndpoint({ id, sealed: sealIn('endpoints.sealed 0198-a') }, [first])).toEqual({ config: {} })
  expect(unsealEndpoint({ id, sealed: sealIn('endpoints.previous 0198-a') }, [first])).toBeNull()
})

test('opens with the old key while it changes, and seals with the new one', () => {
  const old = { id, sealed: sealEndpoint(id, secrets, [first]) }
  expect(unsealEndpoint(old, [second, first])).toEqual(secrets)
  expect(unsealEndpoint(old, [second])).toBeNull()
  const sealed = sealEndpoint(id, secrets, [second, first])
  expect(unsealEndpoint({ id, sealed }, [second])).toEqual(secrets)
})

test('seals and opens nothing without a key', () => {
  expect(() => sealEndpoint(id, secrets, [])).toThrow('SECRETS_KEY is not set')
  expect(unsealEndpoint({ id, sealed: sealEndpoint(id, secrets) }, [])).toBeNull()
})
