import { describe, expect, test } from 'vitest'
import { newAccountSchema } from '#/lib/changes/accounts/form.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { newAccountBodySchema, toNewAccount } from './new-account-body.ts'

const body = {
  name: 'Clinica Aurora',
  integrationType: 'healthcare-appointments',
  defaultLanguage: 'it',
  owner: { email: 'giulia@Clinica-Aurora.example' },
}
function read(given: Record<string, unknown> = {}) {
  const parsed = newAccountBodySchema.safeParse({ ...body, ...given })
  return parsed.success ? toNewAccount(parsed.data) : toEventIssues(parsed.error.issues)
}

describe('the body of a new account', () => {
  test('derives the short name from the name, and the invitation’s language from the account’s', () => {
    expect(read()).toEqual({
      name: 'Clinica Aurora',
      slug: 'clinica-aurora',
      integrationTypeId: 'healthcare-appointments',
      defaultLocale: 'it',
      email: 'giulia@clinica-aurora.example',
      locale: 'it',
    })
  })

  test('gives the same account as the form for staff', () => {
    const form = { ...body, slug: 'aurora', integrationTypeId: body.integrationType, defaultLocale: 'it' }
    const typed = newAccountSchema.parse({ ...form, email: body.owner.email, locale: 'en' })
    expect(read({ slug: 'aurora', owner: { ...body.owner, language: 'en' } })).toEqual(typed)
  })

  test.each([
    ['no name', { name: ' ' }, '/name', 'required'],
    ['a long name', { name: 'x'.repeat(101) }, '/name', 'too-long'],
    ['a line break in the name', { name: 'a\nBcc: x@y.example' }, '/name', 'characters'],
    ['a name that turns the direction', { name: 'a\u202eb' }, '/name', 'characters'],
    ['a short name with capitals', { slug: 'Aurora' }, '/slug', 'slug-format'],
    ['a reserved short name', { slug: 'admin' }, '/slug', 'slug-reserved'],
    ['no type', { integrationType: undefined }, '/integrationType', 'required'],
    ['another language', { defaultLanguage: 'fr' }, '/defaultLanguage', 'value'],
    ['no owner', { owner: undefined }, '/owner', 'required'],
    ['an owner without address', { owner: {} }, '/owner/email', 'required'],
    ['two addresses', { owner: { email: 'a@b.example, c@d.example' } }, '/owner/email', 'address-list'],
    ['an address that is a number', { owner: { email: 5 } }, '/owner/email', 'type'],
  ])('refuses %s and says where', (_, given, pointer, code) => {
    expect(read(given)).toEqual([{ pointer, code, detail: expect.stringMatching(/\.$/) }])
  })

  test('requires a short name if the name gives none', () => {
    expect(read({ name: '誠' })).toBeNull()
    expect(read({ name: 'Admin' })).toBeNull()
    expect(read({ name: '誠', slug: 'makoto' })).toMatchObject({ name: '誠', slug: 'makoto' })
  })
})
