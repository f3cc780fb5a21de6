import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newSourceKey } from '#/lib/identity/keys/policy.ts'
import { newCode, newToken } from '#/lib/platform/values/ids.ts'
import { withoutSecrets } from './foreign-lines.ts'

test.each([
  ['The user ada@aurora.example is unknown', 'The user … is unknown'],
  ['"Ada" <ada@aurora.example>', '"Ada" <…>'],
  ['', ''],
  ['Failed to find Server Action "x".', 'Failed to find Server Action "x".'],
])('logs %j as %j', (text, logged) => expect(withoutSecrets(text)).toBe(logged))

test('removes codes, tokens and keys anywhere in the text', () => {
  const makers = fc.constantFrom(newCode, newToken, newSourceKey)
  fc.assert(
    fc.property(makers, fc.constantFrom('/', ' ', '=', ':'), (make, before) => {
      const secret = make()
      expect(withoutSecrets(`GET http://portal.example${before}${secret}?next=%2F`)).not.toContain(secret)
    }),
  )
})
