import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, listWords } from '#/lib/platform/values/fold.ts'
import { listRanges, listTerms } from './terms.ts'

const levante = {
  name: "Poliambulatorio Città d'Ambra",
  slug: 'poliambulatorio-levante',
  addresses: ['On.Call@levante.example', 'anna@città.example'],
  missing: ['alerts'] as const,
  unconfirmed: false,
  bouncing: false,
  unreachable: [],
}

function finds(search: string, account = levante): boolean {
  const terms = [...listTerms(account)]
  return listRanges(search).every(({ from, before }) => terms.some((term) => term >= from && term < before))
}

test.each([
  ['levante', true],
  ['LEV', true],
  ['citta', true],
  ['CITTÀ ambra', true],
  ['ambra poli', true],
  ['poliambulatorio-levante', true],
  ['on.call@levante.example', true],
  ['on.call@lev', true],
  ['@levante.example', true],
  ['anna', true],
  ['vante', false],
  ['levante molo', false],
  ['call@levante', false],
  ['alerts', false],
  ['complete', false],
])('searching for %j finds it: %s', (search, found) => {
  expect(finds(search)).toBe(found)
})

test('says what is missing, or that nothing is', () => {
  expect([...listTerms(levante)].filter((term) => !/^(word|address):/.test(term))).toEqual([
    'missing:alerts',
    'incomplete',
  ])
  expect([...listTerms({ ...levante, missing: [], unconfirmed: true })]).toEqual(
    expect.arrayContaining(['complete', 'unconfirmed']),
  )
})

test('any beginning of any word finds the account, whatever characters it has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (name, which, length) => {
      const words = listWords(name)
      fc.pre(words.length > 0)
      const word = [...(words[which % words.length] ?? '')]
      const beginning = word.slice(0, 1 + (length % word.length)).join('')
      expect(finds(beginning, { ...levante, name })).toBe(true)
    }),
  )
})

test('folding a folded text changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
  )
})
