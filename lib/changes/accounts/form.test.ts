import { expect, test } from 'vitest'
import { accountVersion, extensionSchema, newAccountSchema } from './form.ts'

const filled = {
  name: 'Clinica Aurora',
  slug: '',
  integrationTypeId: 'healthcare-appointments',
  defaultLocale: 'it',
  email: 'Giulia@Clinica-Aurora.EXAMPLE',
  locale: 'en',
}

function issues(given: object) {
  const parsed = newAccountSchema.safeParse({ ...filled, ...given })
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

test('derives an empty slug from the name', () => {
  const made = { slug: 'clinica-aurora', email: 'Giulia@clinica-aurora.example' }
  expect(newAccountSchema.parse(filled)).toEqual({ ...filled, ...made })
})

test.each([
  [{ slug: 'aurora' }, {}],
  [{ slug: 'Aurora' }, { slug: 'slug-format' }],
  [{ slug: 'admin' }, { slug: 'slug-reserved' }],
  [{ name: 'Admin' }, { slug: 'slug-format' }],
  [{ name: '北京' }, { slug: 'slug-format' }],
  [{ name: 'a'.repeat(101) }, { name: 'too-long' }],
  [{ name: ' ' }, { name: 'account-name-required' }],
  [{ email: '"a@evil"@b.example' }, { email: 'email' }],
  [{ defaultLocale: 'fr' }, { defaultLocale: 'locale-required' }],
  [{ locale: '' }, { locale: 'locale-required' }],
  [{ integrationTypeId: '' }, { integrationTypeId: 'type-required' }],
  [
    { name: '', slug: '..', email: '' },
    { name: 'account-name-required', slug: 'slug-format', email: 'email' },
  ],
])('%j → %j', (given, expected) => expect(issues(given)).toEqual(expected))

test.each([
  ['14', true],
  ['15', false],
  ['-7', false],
  ['', false],
])('%j days more: %s', (days, valid) => {
  expect(extensionSchema.safeParse({ from: '1000', days }).success).toBe(valid)
})

test('every value of the form changes the version', () => {
  const account = { name: 'A', integrationTypeId: 'b', defaultLocale: 'it' } as const
  const others = [{ name: 'B' }, { integrationTypeId: 'c' }, { defaultLocale: 'en' } as const]
  const versions = [{}, ...others, { name: 'A","b', integrationTypeId: '' }].map((other) =>
    accountVersion({ ...account, ...other }),
  )
  expect(new Set(versions).size).toBe(versions.length)
})
