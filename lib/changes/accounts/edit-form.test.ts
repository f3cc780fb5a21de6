import { expect, test } from 'vitest'
import { accountEditSchema, accountVersion } from './edit-form.ts'

const sent = { name: ' Levante ', integrationTypeId: 'local-services', defaultLocale: 'it', version: 'v' }

test('the form is taken as it is meant', () => {
  expect(accountEditSchema.parse(sent)).toEqual({ ...sent, name: 'Levante' })
})

test.each([
  [{ name: ' ' }, 'name required'],
  [{ name: 'a'.repeat(101) }, 'name too-long'],
  [{ name: 'a\u202e' }, 'name characters'],
  [{ integrationTypeId: '' }, 'integrationTypeId choose'],
  [{ defaultLocale: 'fr' }, 'defaultLocale choose'],
])('%j is refused: %s', (given, issue) => {
  const parsed = accountEditSchema.safeParse({ ...sent, ...given })
  const issues = parsed.success ? [] : parsed.error.issues
  expect(issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([issue])
})

test('whatever the form can change makes another version', () => {
  const account = { name: 'A', integrationTypeId: 'b', defaultLocale: 'it' } as const
  const others = [
    { ...account, name: 'B' },
    { ...account, integrationTypeId: 'c' },
    { ...account, defaultLocale: 'en' } as const,
    { ...account, name: 'A","b', integrationTypeId: '' },
  ]
  const versions = [account, ...others].map(accountVersion)
  expect(new Set(versions).size).toBe(versions.length)
  expect(accountVersion({ ...account })).toBe(versions[0])
})
