import { expect, test } from 'vitest'
import { staffNoun } from './staff.ts'

test.each([
  ['', 'Say what to do with staff.'],
  ['sack', '"staff sack" is not understood.'],
  ['list a@b.example', '"staff list" is not understood.'],
  ['add', 'Say whom to add: an email address.'],
  ['remove', 'Say whom to remove: an email address.'],
  ['add a@b.example c@d.example', '"c@d.example" is too much.'],
  ['add a@b.example --role owner', 'There is no role "owner".'],
  ['add a@b.example --rol admin', "Unknown option '--rol'."],
])('staff %s: %s', async (words, message) => {
  await expect(staffNoun.run(words.split(' ').filter(Boolean))).rejects.toThrow(message)
})
