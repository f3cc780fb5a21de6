import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#/lib/platform/values/ids.ts'
import { findSlugProblem, suggestSlug } from './slug.ts'

test.each([
  ['clinica-aurora', null],
  ['a1', null],
  ['a'.repeat(50), null],
  ['a', 'slug-format'],
  ['a'.repeat(51), 'slug-format'],
  ['', 'slug-format'],
  ['Clinica', 'slug-format'],
  ['clinica aurora', 'slug-format'],
  ['-clinica', 'slug-format'],
  ['clinica-', 'slug-format'],
  ['clínica', 'slug-format'],
  ['clinica\n', 'slug-format'],
  ['../admin', 'slug-format'],
  ['new', 'slug-reserved'],
  ['admin', 'slug-reserved'],
  [newId(), 'slug-reserved'],
])('finds in the slug %j the problem %s', (slug, problem) => expect(findSlugProblem(slug)).toBe(problem))

test.each([
  ['Clinica Aurora', 'clinica-aurora'],
  ['  Città di Forlì — S.p.A. ', 'citta-di-forli-s-p-a'],
  ["Trattoria L'Ancora & Figli", 'trattoria-l-ancora-figli'],
  ['Straße 5', 'strasse-5'],
  ['北京', ''],
])('suggests for %j the slug %j', (name, slug) => expect(suggestSlug(name)).toBe(slug))

test('suggests only valid slugs, unless one is too short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const slug = suggestSlug(name)
      return slug.length < 2 || findSlugProblem(slug) !== 'slug-format'
    }),
  )
})
