import { expect, test } from 'vitest'
import { personalNoun } from './personal.ts'

test.each([
  ['', 'Say what to do: export or erase.'],
  ['forget a@b.example', '"personal forget" is not understood.'],
  ['export', 'Say what to export: an email address.'],
  ['erase', 'Say what to erase: an email address.'],
  ['erase nobody', '"nobody" is not an email address.'],
  ['erase a@b.example c@d.example', '"c@d.example" is too much: one address at a time.'],
  ['erase a@b.example --force', "Unknown option '--force'."],
])('personal %s: %s', async (words, message) => {
  await expect(personalNoun.run(words.split(' ').filter(Boolean))).rejects.toThrow(message)
})

test('nobody who cannot be asked erases by a slip', async () => {
  expect(process.stdin.isTTY).toBeFalsy()
  expect(await personalNoun.run(['erase', 'a@b.example'])).toBe(1)
})
