import { afterEach, expect, test, vi } from 'vitest'
import { obey } from './obey.ts'
import { parseSeedWords } from './seed.ts'

afterEach(() => void vi.restoreAllMocks())

async function say(words: string): Promise<{ code: number; said: string }> {
  let said = ''
  vi.spyOn(console, 'error').mockImplementation((line) => {
    said += line
  })
  return { code: await obey(words.split(' ')), said }
}

test.each([
  ['staff', 'Say what to do with staff.'],
  ['staff sack', '"staff sack" is not understood.'],
  ['staff list a@b.example', '"staff list" is not understood.'],
  ['staff add', 'Say whom to add: an email address.'],
  ['staff add a@b.example c@d.example', '"c@d.example" is too much.'],
  ['staff add a@b.example --role owner', 'There is no role "owner".'],
  ['staff add a@b.example --rol admin', "Unknown option '--rol'."],
  ['personal', 'Say what to do: export or erase.'],
  ['personal forget a@b.example', '"personal forget" is not understood.'],
  ['personal export', 'Say what to export: an email address.'],
  ['personal erase nobody', '"nobody" is not an email address.'],
  ['personal erase a@b.example c@d.example', '"c@d.example" is too much: one address at a time.'],
  ['import', 'Say which file to import.'],
  ['import a.csv b.csv', '"b.csv" is too much: one file at a time.'],
  ['account close aurora', 'Say why, in at most 1,000 characters'],
  ['retention walk', '"retention walk" is not understood.'],
  ['seed', 'Say how many: seed --accounts 1000'],
  ['seed --accounts 0', '--accounts is a number from 1 to 1000000.'],
  ['seed --accounts 1000001', '--accounts is a number from 1 to 1000000.'],
  ['seed --accounts 1e3', '--accounts is a number from 1 to 1000000.'],
  ['seed --accounts 5 more', '"more" is too much.'],
  ['move postgres://elsewhere', '"postgres://elsewhere" is too much.'],
  ['move', 'DATABASE_URL says where to'],
])('names the mistake in "%s", and prints how to use it', async (words, message) => {
  const { code, said } = await say(words)
  expect(code).toBe(2)
  expect(said).toMatch(new RegExp(`^${RegExp.escape(message)}.*\\n\\nUsage: node bin/recapito.ts\\n {2}`))
})

test.each([
  ['import /nowhere/accounts.csv', 'There is no file "/nowhere/accounts.csv".'],
  // Erasing needs an answer at a terminal, so that nobody erases by mistake.
  ['personal erase a@b.example', 'Nobody can be asked here.'],
])('refuses "%s"', async (words, message) => {
  const { code, said } = await say(words)
  expect(code).toBe(1)
  expect(said).toContain(message)
})

test('fills this many accounts, and in production only with the flag', () => {
  expect(parseSeedWords(['--accounts', '100000'])).toEqual({ accounts: 100_000, evenInProduction: false })
  expect(parseSeedWords(['--accounts=5', '--even-in-production'])).toMatchObject({ evenInProduction: true })
})
