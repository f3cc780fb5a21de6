import { expect, test } from 'vitest'
import { foreignLanguage, inLanguage } from './shown.ts'

const words = { summary: 'The old API ends', details: 'In May.', meaning: '', remedy: 'Move.' }
const italian = { summary: 'La vecchia API finisce', details: 'A maggio.', meaning: '', remedy: '' }

test.each([
  ['a reader of the language of the columns', { it: italian }, 'en', words],
  ['a reader of another language', { it: italian }, 'it', italian],
  ['a reader of a language there are no words in', null, 'it', words],
  ['a reader of the only language there are words in', { en: {} }, 'en', words],
] as const)('%s gets all words in one language', (_, translations, locale, expected) => {
  expect(inLanguage({ ...words, translations }, locale)).toEqual({ ...expected, translations })
})

test.each([
  ['the other language, for a reader of one there are no words in', { it: {} }, null, 'en', 'it'],
  ['nothing for a reader of that language', { it: {} }, null, 'it', undefined],
  ['nothing for a reader who has a translation', { en: words, it: {} }, null, 'en', undefined],
  ['nothing where the sender did not say the language', { it: italian }, null, 'en', undefined],
  ['nothing where nothing is known', null, null, 'en', undefined],
  ['nothing for what the portal words itself', { it: {} }, 'drill', 'en', undefined],
] as const)('names %s', (_, translations, topic, reader, expected) => {
  expect(foreignLanguage({ topic, translations }, reader)).toBe(expected)
})
