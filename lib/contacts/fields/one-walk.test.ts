import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What reads fields with addresses by name or one after another, and why it does not use `entriesOf`. */
const known: Record<string, string> = {
  'lib/contacts/fields/entries.ts': 'is the walk',
  'lib/contacts/fields/policy.ts': 'asks whether a field is empty',
  'lib/contacts/form/compare.ts': 'compares two versions field by field',
  'lib/contacts/form/form-intent.ts': 'changes the rows of one field',
  'lib/contacts/form/validate.ts': 'makes a version from a form',
  'lib/contacts/form/values.ts': 'makes a form from a version',
  'lib/contacts/form/withdraw-address.ts': 'empties brand support',
  'lib/accounts/brand-page/policy.ts': 'publishes brand support alone',
  'lib/accounts/brand-page/queries.ts': 'publishes brand support alone',
  'lib/accounts/revisions/queries.ts': 'keeps phone and page of brand support',
  'lib/changes/checks/contacts-check.ts': 'formats one field in words',
  'app/(portal)/accounts/[account]/contact-texts.ts': 'formats one field in words',
  'components/contacts/contact-form.tsx': 'shows each field with its control',
  'components/contacts/use-contact-form.ts': 'changes the rows of one field',
}

const named = /\[\s*'(technical-emergency|technical|merchant-issues|operations|brand-support)'\s*\](?!,)/
const walked = /\b(addressFieldIds|isAddressFieldId)\b/
const held =
  /\b(contacts|info|content|values|draft|before|after|left)\??\.?(\[field\]|(?<=\.)(technical|operations)\b)/

function reads(commented: string): boolean {
  const source = commented.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')
  return [named, walked, held].some((pattern) => pattern.test(source))
}

test('only entriesOf walks the fields for their addresses', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(500)
  const others = /^lib\/admin\/settings\/|^app\/admin\/settings\/|^components\/settings\//
  const found = files.filter((file) => !others.test(file) && reads(readFileSync(file, 'utf8')))
  expect(found.sort()).toEqual(Object.keys(known).sort())
})

test.each([
  ["const brand = contacts['brand-support']", true],
  ['addressFieldIds.flatMap((field) => info[field])', true],
  ['fieldIds.map((field) => contacts?.[field] ?? [])', true],
  ['(contacts?.technical ?? []).map(({ address }) => address)', true],
  ['entriesOf(contacts).map(({ entry }) => entry.address)', false],
  ["points.get('technical-emergency')", false],
  ['// addressFieldIds', false],
])('%s walks the fields: %s', (source, expected) => expect(reads(source)).toBe(expected))
