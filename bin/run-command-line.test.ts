import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { nameLocation } from '#/db/store/index.ts'
import { formatVersion, readVersion } from '#/lib/platform/log/version.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { toTable } from './format.ts'
import { runCommandLine } from './run-command-line.ts'
import { readSource } from './source-arguments.ts'

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
  expect(await runCommandLine([word])).toBe(0)
  expect(said).toMatch(/^Usage: recapito <command> .*\n {2}staff list .*\n {2}move .*\n {2}seed /s)
})

test.each(['restore --help', 'restore a.sqlite -h', 'help restore'])('%s prints its usage', async (words) => {
  expect(await runCommandLine(words.split(' '))).toBe(0)
  expect(said).toMatch(/^Usage: recapito\n {2}restore <file> /)
  expect(said).not.toMatch(/^ {2}(?!restore)[a-z]/m)
})

test.each(['--version', 'version'])('%s prints the version', async (word) => {
  expect(await runCommandLine([word])).toBe(0)
  expect(said).toBe(`${formatVersion(readVersion())}\n`)
  expect(said).toMatch(/^\d+\.\d+\.\d+/)
})

test('prints the whole usage without words, with exit code 2', async () => {
  expect(await runCommandLine([])).toBe(2)
  expect(said).toContain('staff list')
})

test('resolves paths from the folder where it was typed', async () => {
  expect(await runCommandLine(['import', 'accounts.csv'], '/nowhere')).toBe(1)
  expect(said).toBe('File not found: "/nowhere/accounts.csv".\n')
})

const scopes =
  'Scopes: events:write, notices:read, accounts:read, accounts:write, bounces:write, metrics:read.'
const categories = 'Categories: production-alert, emergency, technical, merchant-issue, user-escalation.'

describe('names the mistake and prints the usage', () => {
  test.each([
    ['staff', 'Missing: list, add, remove or reset-passkeys.'],
    ['staff sack', 'Unknown command "staff sack".'],
    ['staff list a@b.example', '"staff list" takes no argument: "a@b.example".'],
    ['staff add', 'Missing: the email address to add.'],
    ['staff add a@b.example c@d.example', 'Unexpected argument: "c@d.example".'],
    ['staff add a@b.example --role owner', 'Unknown role "owner".'],
    ['staff add a@b.example --rol admin', "Unknown option '--rol'."],
    ['personal', 'Missing: export or erase.'],
    ['personal forget a@b.example', 'Unknown command "personal forget".'],
    ['personal export', 'Missing: the email address to export.'],
    ['personal erase nobody', '"nobody" is not an email address.'],
    ['import', 'Missing: the file to import.'],
    ['account close aurora', 'Missing: --reason "…", at most 1,000 characters'],
    ['retention walk', 'Unknown command "retention walk".'],
    ['seed', 'Missing: the number, such as seed --accounts 1000'],
    ['seed --accounts 0', '--accounts must be a number from 1 to 1000000.'],
    ['seed --accounts 1000001', '--accounts must be a number from 1 to 1000000.'],
    ['seed --accounts 1e3', '--accounts must be a number from 1 to 1000000.'],
    ['move postgres://elsewhere', 'Unexpected argument: "postgres://elsewhere".'],
    ['move', 'Set DATABASE_URL to the target'],
    ['backup', 'Missing: a file or folder'],
    ['backup a --keep 0', '--keep must be a number'],
    ['backup a --keep many', '--keep must be a number'],
    ['restore', 'Missing: the backup to restore'],
    ['source', 'Missing: list, add, change, add-key or revoke.'],
    ['source drop', 'Unknown command "source drop".'],
    ['source list --scope events:write', '"source list" has no option --scope.'],
    ['source list Prometheus', '"source list" takes no argument: "Prometheus".'],
    ['source revoke', 'Missing: the id or name of the source to revoke.'],
    ['source add-key', 'Missing: the id or name of the source.'],
    ['source add-key x --scope events:write', '"source add-key" has no option --scope.'],
    ['source change x', 'Missing: what to change'],
    [
      'source change x --internal-links --no-internal-links',
      'Use either --internal-links or --no-internal-links.',
    ],
    ['source change x --sandbox prod', 'Write up to 20 names, separated by commas;'],
    ['source add', 'Missing: the name: source add <name> --scope …'],
    ['source add My Prometheus', 'Unexpected argument: "Prometheus". Quote text that has spaces.'],
    ['source add a\nb --scope events:write', 'A name must be one line of 1 to 80 characters.'],
    ['source add x', `Missing: --scope. ${scopes}`],
    ['source add x --scope events:write,all', `Unknown scope "all". ${scopes}`],
    ['source add x --scope events:write --category urgent', `Unknown category "urgent". ${categories}`],
    [
      'source add x --scope events:write --account-label ',
      'A label must be one line of 1 to 100 characters.',
    ],
    [
      'source add x --scope events:write --expires 2027-02-30',
      '"2027-02-30" is not a date. Write 2027-01-31 (until the end of the day, UTC) or 2027-01-31T18:00:00+01:00.',
    ],
    [
      'source add x --scope events:write --expires 2020-01-31',
      '--expires must be in the future; 2020-01-31 has passed.',
    ],
  ])('%s', async (words, message) => {
    expect(await runCommandLine(words.split(' '))).toBe(2)
    expect(said).toMatch(new RegExp(`^${RegExp.escape(message)}.*\\n\\nUsage: recapito\\n {2}`))
  })
})

test.each([
  ['import /nowhere/accounts.csv', 'File not found: "/nowhere/accounts.csv".'],
  // Erasing needs an answer at a terminal, so that nobody erases by mistake.
  ['personal erase a@b.example', 'No terminal to confirm in.'],
])('refuses "%s"', async (words, message) => {
  expect(await runCommandLine(words.split(' '))).toBe(1)
  expect(said).toContain(message)
})

test('refuses a backup in a missing folder instead of writing a file of that name', async () => {
  const missing = join(newTestFolder(), 'backups')
  expect(await runCommandLine(['backup', `${missing}/`])).toBe(2)
  expect(said).toContain(`Folder not found: "${missing}/".`)
  expect(await runCommandLine(['backup', missing, '--keep', '3'])).toBe(2)
  expect(said).toContain(`Folder not found: "${missing}".`)
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

test('shows a store location without its password', () => {
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
