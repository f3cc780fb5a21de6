import { expect, test } from 'vitest'
import { importNoun } from './import.ts'

test.each([
  ['', 'Say which file to import.'],
  ['a.csv b.csv', '"b.csv" is too much: one file at a time.'],
  ['a.csv --dry', "Unknown option '--dry'."],
])('import %s: %s', async (words, message) => {
  await expect(importNoun.run(words.split(' ').filter(Boolean))).rejects.toThrow(message)
})

test('a file that is not there is named before the store is opened', async () => {
  expect(await importNoun.run(['/nowhere/accounts.csv'])).toBe(1)
})
