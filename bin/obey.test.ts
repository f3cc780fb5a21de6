import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { obey } from './obey.ts'

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
  expect(said).toMatch(/^Usage: node bin\/recapito\.ts <what> .*\n {2}staff list .*\n {2}move .*\n {2}seed /s)
})

test.each(['restore --help', 'restore a.sqlite -h', 'help restore'])('%s prints its usage', async (words) => {
  expect(await obey(words.split(' '))).toBe(0)
  expect(said).toMatch(/^Usage: node bin\/recapito\.ts\n {2}restore <file> /)
  expect(said).not.toMatch(/^ {2}(?!restore)[a-z]/m)
})

test('answers invalid words with the usage of their command and exit code 2', async () => {
  expect(await obey(['restore', 'a', 'b'])).toBe(2)
  expect(said).toMatch(/^"b" is too much: one file at a time\.\n\nUsage: .*\n {2}restore <file> /)
  expect(said).not.toContain('staff list')
  said = ''
  expect(await obey([])).toBe(2)
  expect(said).toContain('staff list')
})

test('names its own folder when run elsewhere, and makes no store', async () => {
  process.chdir(tmpdir())
  expect(await obey(['staff', 'list'])).toBe(1)
  expect(said).toBe(`Run it in its own folder: cd ${resolve(import.meta.dirname, '..')}\n`)
})
