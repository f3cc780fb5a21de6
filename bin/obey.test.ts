import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { nameLocation } from '#/db/store/index.ts'
import { formatVersion, readVersion } from '#/lib/platform/log/version.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { obey } from './obey.ts'
import { readSource } from './source-words.ts'
import { toTable } from './store-words.ts'

const root = process.cwd()
let said = ''

beforeEach(() => {
  said = ''
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((line) => {
      said += `${line}\n`
    })
})

afterEach(() => {
  process.chdir(root)
  vi.restoreAllMocks()
})

test.each(['--help', '-h', 'help'])('%s prints the whole usage in any folder', async (word) => {
  process.chdir(tmpdir())
  expect(await obey([word])).toBe(0)
  expect(said).toMatch(/^Usage: recapito <what> .*\n {2}staff list .*\n {2}move .*\n {2}seed /s)
})

test.each(['restore --help', 'restore a.sqlite -h', 'help restore'])('%s prints its usage', async (words) => {
  expect(await obey(words.split(' '))).toBe(0)
  expect(said).toMatch(/^Usage: recapito\n {2}restore <file> /)
  expect(said).not.toMatch(/^ {2}(?!restore)[a-z]/m)
})

test.each(['--version', 'version'])('%s prints the version', async (word) => {
  expect(await obey([word])).toBe(0)
  expect(said).toBe(`${formatVersion(readVersion())}\n`)
  expect(said).toMatch(/^\d+\.\d+\.\d+/)
})

test('prints the whole usage without words, with exit code 2', async () => {
  expect(await obey([])).toBe(2)
  expect(said).toContain('staff list')
})

test('takes paths from where it was typed', async () => {
  expect(await obey(['import', 'accounts.csv'], '/nowhere')).toBe(1)
  expect(said).toBe('There is no file "/nowhere/accounts.csv".\n')
})

const scopes =
  'There are: events:write, notices:read, accounts:read, accounts:write, bounces:write, metrics:read.'
const categories = 'There are: production-alert, emergency, technical, merchant-issue, user-escalation.'

describe('names the mistake, and prints how to use the command', () => {
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
    ['import', 'Say which file to import.'],
    ['account close aurora', 'Say why, in at most 1,000 characters'],
    ['retention walk', '"retention walk" is not understood.'],
    ['seed', 'Say how many: seed --accounts 1000'],
    ['seed --accounts 0', '--accounts is a number from 1 to 1000000.'],
    ['seed --accounts 1000001', '--accounts is a number from 1 to 1000000.'],
    ['seed --accounts 1e3', '--accounts is a number from 1 to 1000000.'],
    ['move postgres://elsewhere', '"postgres://elsewhere" is too much.'],
    ['move', 'DATABASE_URL says where to'],
    ['backup', 'Say into which file or folder'],
    ['backup a --keep 0', '--keep is a number'],
    ['backup a --keep many', '--keep is a number'],
    ['restore', 'Say which backup'],
    ['source', 'Say what to do with sources.'],
    ['source drop', '"source drop" is not understood.'],
    ['source list --scope events:write', '--scope does not belong to "source list".'],
    ['source list Prometheus', '"source list Prometheus" is not understood.'],
    ['source revoke', 'Say which to revoke: its id or its name.'],
    ['source add-key', 'Say which gets a key: its id or its name.'],
    ['source add-key x --scope events:write', '--scope does not belong to "source add-key".'],
    ['source change x', 'Say what to change.'],
    ['source change x --internal-links --no-internal-links', 'Say --internal-links or --no-internal-links.'],
    ['source change x --sandbox prod', 'Write up to 20 names with commas between them;'],
    ['source add', 'Say what to call it: source add <name> --scope …'],
    ['source add My Prometheus', '"Prometheus" is too much. A text of several words needs "".'],
    ['source add a\nb --scope events:write', 'A name is one line of 1 to 80 characters.'],
    ['source add x', `Say what it may do, with --scope. ${scopes}`],
    ['source add x --scope events:write,all', `There is no scope "all". ${scopes}`],
    ['source add x --scope events:write --category urgent', `There is no category "urgent". ${categories}`],
    ['source add x --scope events:write --account-label ', 'A label is one line of 1 to 100 characters.'],
    [
      'source add x --scope events:write --expires 2027-02-30',
      '"2027-02-30" is no date. Write 2027-01-31 (to its end, UTC) or 2027-01-31T18:00:00+01:00.',
    ],
    [
      'source add x --scope events:write --expires 2020-01-31',
      '--expires must lie ahead; 2020-01-31 has passed.',
    ],
  ])('%s', async (words, message) => {
    expect(await obey(words.split(' '))).toBe(2)
    expect(said).toMatch(new RegExp(`^${RegExp.escape(message)}.*\\n\\nUsage: recapito\\n {2}`))
  })
})

test.each([
  ['import /nowhere/accounts.csv', 'There is no file "/nowhere/accounts.csv".'],
  // Erasing needs an answer at a terminal, so that nobody erases by mistake.
  ['personal erase a@b.example', 'Nobody can be asked here.'],
])('refuses "%s"', async (words, message) => {
  expect(await obey(words.split(' '))).toBe(1)
  expect(said).toContain(message)
})

test('refuses a backup in a missing folder instead of writing a file of that name', async () => {
  const missing = join(newTestFolder(), 'backups')
  expect(await obey(['backup', `${missing}/`])).toBe(2)
  expect(said).toContain(`There is no folder "${missing}/".`)
  expect(await obey(['backup', missing, '--keep', '3'])).toBe(2)
  expect(said).toContain(`there is no folder "${missing}".`)
  expect(existsSync(missing)).toBe(false)
})

test('describes a source in full, or by its name and one scope', () => {
  moveClock(Date.UTC(2026, 5, 1) - Date.now())
  onTestFinished(() => moveClock(0))
  const full = {
    scope: ['events:write, bounces:write', 'events:write'],
    category: 'emergency',
    'account-label': 'partner',
    'internal-links': true,
    sandbox: 'qa, staging',
    expires: '2026-06-30',
  }
  expect(readSource('Our Grafana', full)).toEqual({
    name: 'Our Grafana',
    scopes: ['events:write', 'bounces:write'],
    defaultCategory: 'emergency',
    accountLabel: 'partner',
    internalLinks: true,
    sandboxNames: ['qa', 'staging'],
    expiresAt: Date.UTC(2026, 6, 1) - 1,
  })
  expect(readSource('Prometheus', { scope: ['events:write'] })).toEqual({
    name: 'Prometheus',
    scopes: ['events:write'],
    defaultCategory: null,
    accountLabel: 'account',
    internalLinks: false,
    sandboxNames: ['sandbox', 'staging', 'test', 'dev'],
    expiresAt: null,
  })
  const minute = { scope: ['metrics:read'], expires: '2026-06-30T18:00:00+02:00' }
  expect(readSource('x', minute)).toMatchObject({ expiresAt: Date.UTC(2026, 5, 30, 16) })
})

test('names a place without its password', () => {
  expect(nameLocation({ url: 'postgres://me:secret@db.example:5433/store?sslmode=require' })).toBe(
    'PostgreSQL at db.example:5433/store',
  )
})

test('aligns numbers of a table to the right', () => {
  const rows = [
    ['table', 'rows'],
    ['a', 1200],
    ['long name', 3],
  ]
  expect(toTable(rows)).toBe('table       rows\na          1,200\nlong name      3')
})
