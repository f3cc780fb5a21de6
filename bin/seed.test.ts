import { expect, test } from 'vitest'
import { parseSeedWords } from './seed.ts'

test.each<[string[], string]>([
  [[], 'Say how many: seed --accounts 1000'],
  [['--accounts', '0'], '--accounts is a number from 1 to 1000000.'],
  [['--accounts', '1000001'], '--accounts is a number from 1 to 1000000.'],
  [['--accounts', '1e3'], '--accounts is a number from 1 to 1000000.'],
  [['--accounts', '5', 'more'], '"more" is too much.'],
  [['--acounts', '5'], "Unknown option '--acounts'."],
])('seed %j: %s', (words, message) => {
  expect(() => parseSeedWords(words)).toThrow(message)
})

test('so many accounts, and in production only by that word', () => {
  expect(parseSeedWords(['--accounts', '100000'])).toEqual({ accounts: 100_000, evenInProduction: false })
  expect(parseSeedWords(['--accounts=5', '--even-in-production'])).toEqual({
    accounts: 5,
    evenInProduction: true,
  })
})
