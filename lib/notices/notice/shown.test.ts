import { expect, test } from 'vitest'
import { inLanguage } from './shown.ts'

const words = { summary: 'The old API ends', details: 'In May.', meaning: '', remedy: 'Move.' }
const italian = { summary: 'La vecchia API finisce', details: 'A maggio.', meaning: '', remedy: '' }

test.each([
  ['a reader of the language of the columns', { it: italian }, 'en', words],
  ['a reader of another language', { it: italian }, 'it', italian],
  ['a reader of a language there are no words in', null, 'it', words],
] as const)('%s gets all words in one language', (_, translations, locale, expected) => {
  expect(inLanguage({ ...words, translations }, locale)).toEqual({ ...expected, translations })
})
