import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { findOwnPlaces } from './places.ts'

const base = '/accounts/[account]'
const find = (typed: string, role: 'viewer' | 'editor' | 'owner' = 'editor') =>
  locales.map((locale) => findOwnPlaces(typed, { base, role }, locale).map(({ id }) => id))

test('every page of an open account without a path parameter can be found', () => {
  const routes = globSync('app/**/page.tsx').flatMap(
    (file) => /openPage\(\s*'([^']+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? [],
  )
  // The address of Configuration leads on.
  const others = [`${base}/search`, `${base}/configuration`]
  const pages = routes.filter((route) => !others.includes(route) && !route.slice(base.length).includes('['))
  expect(pages.length).toBeGreaterThan(6)
  const known = findOwnPlaces('', { base, role: 'editor' }, 'en').map(({ href }) => href)
  expect(known).toEqual(expect.arrayContaining(pages))
})

test('viewers find no page that only editors may open', () => {
  expect(find('test', 'editor').flat()).toContain('test')
  expect(find('test', 'viewer').flat()).not.toContain('test')
})

test.each(['drill', 'exercise', 'esercitazione'])('“%s” finds drills, and how owners send one', (typed) => {
  for (const ids of find(typed)) expect(ids).toEqual(['drills'])
  for (const ids of find(typed, 'owner')) expect(new Set(ids)).toEqual(new Set(['drill', 'drills']))
})

test.each([
  ['users', ['users']],
  ['utenti', ['users']],
  ['emergenza', ['contactInformation']],
  ['tickets', ['support']],
  ['passkey', ['settings']],
])('“%s” finds %j in either language', (typed, ids) => expect(find(typed)).toEqual([ids, ids]))

test('gives each place a unique name', () => {
  for (const locale of locales) {
    const titles = findOwnPlaces('', { base, role: 'editor' }, locale).map(({ title }) =>
      title(messagesIn(locale)),
    )
    expect(new Set(titles).size).toBe(titles.length)
  }
})
