import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { StaffRole } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { findPlaces, palettePlaces } from './places.ts'

/** Pages that only continue or lead to another. */
const between = ['/admin', '/admin/search', '/admin/announcements/new/text', '/admin/bulk/new']

/** The pages of staff whose address names nothing, with the right that each demands. */
function listStaffPages() {
  return globSync('app/admin/**/page.tsx').flatMap((file) => {
    const [, route = '', right] =
      /definePage\(\s*'([^']+)',\s*(staff|admin)\b/.exec(readFileSync(file, 'utf8')) ?? []
    return route.includes('[') ? [] : [{ route, needs: right === 'admin' ? 'admin' : 'support' }]
  })
}

test('every staff page can be found by the role that it requires', () => {
  const pages = listStaffPages().filter(({ route }) => !between.includes(route))
  expect(pages.length).toBeGreaterThan(20)
  const needed = new Map(palettePlaces.map(({ href, needs }) => [href, needs]))
  expect(pages.map(({ route }) => ({ route, needs: needed.get(route) }))).toEqual(pages)
})

const find = (typed: string, role: StaffRole = 'admin') =>
  locales.map((locale) => findPlaces(typed, role, locale).map(({ id }) => id))

test('finds only what the role may open', () => {
  const [ofAdmin = []] = find('')
  const [ofSupport = []] = find('', 'support')
  expect(ofAdmin).toHaveLength(palettePlaces.length)
  expect(ofAdmin.filter((id) => !ofSupport.includes(id))).toEqual(
    palettePlaces.filter(({ needs }) => needs === 'admin').map(({ id }) => id),
  )
  expect(find('gdpr', 'support')).toEqual([[], []])
})

test.each([
  ['audit', ['audit']],
  ['registro', ['audit']],
  ['bouncing mail', ['deliveries']],
  ['respinti', ['deliveries']],
  ['gdpr', ['personal']],
  ['csv', ['import']],
])('“%s” finds %j in either language', (typed, ids) => expect(find(typed)).toEqual([ids, ids]))

test('sorts matches at the start of a title in the reader’s language first', () => {
  const firsts = locales.map((locale) => findPlaces('ap', 'support', locale)[0]?.title(messagesIn(locale)))
  expect(firsts).toEqual(['API reference', 'Approvazioni'])
})

test('each place has a unique name', () => {
  for (const locale of locales) {
    const titles = palettePlaces.map(({ title }) => title(messagesIn(locale)))
    expect(new Set(titles).size).toBe(titles.length)
  }
})
