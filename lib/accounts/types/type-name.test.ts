import { expect, test } from 'vitest'
import { nameType } from './type-name.ts'

test('names a type in the reader’s language, else in English', () => {
  const type = { id: 'gift-cards', names: { en: 'Gift cards', it: 'Carte regalo' } }
  expect(['en', 'it', 'de'].map((locale) => nameType(type, locale))).toEqual([
    'Gift cards',
    'Carte regalo',
    'Gift cards',
  ])
})
