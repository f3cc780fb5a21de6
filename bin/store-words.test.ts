import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newTestFolder } from '#/tests/folder.ts'
import { backupNoun, parseBackupWords } from './backup.ts'
import { parseRestoreWords } from './restore.ts'
import { nameLocation, toTable } from './store-words.ts'

test('backup takes a file or folder, and how many to keep', () => {
  expect(parseBackupWords(['a.sqlite', '--force'])).toEqual({
    target: 'a.sqlite',
    keep: undefined,
    force: true,
  })
  expect(parseBackupWords(['folder', '--keep', '14'])).toMatchObject({ target: 'folder', keep: 14 })
})

test.each([
  ['', /^Say into which file or folder/],
  ['a b', /^"b" is too much/],
  ['a --keep 0', /^--keep is a number/],
  ['a --keep many', /^--keep is a number/],
  ['a --kep 3', /^Unknown option '--kep'/],
])('backup %s: %s', (words, message) => {
  expect(() => parseBackupWords(words.split(' ').filter(Boolean))).toThrow(message)
})

test('backup refuses a missing folder instead of writing a file of that name', async () => {
  const folder = join(newTestFolder(), 'backups')
  await expect(backupNoun.run([`${folder}/`])).rejects.toThrow(`There is no folder "${folder}/".`)
  await expect(backupNoun.run([folder, '--keep', '3'])).rejects.toThrow(`there is no folder "${folder}".`)
  expect(existsSync(folder)).toBe(false)
})

test('restore takes one file', () => {
  expect(parseRestoreWords(['a.sqlite', '--drop-mail'])).toEqual({ file: 'a.sqlite', dropMail: true })
  expect(() => parseRestoreWords([])).toThrow(/^Say which backup/)
  expect(() => parseRestoreWords(['a', 'b'])).toThrow(/^"b" is too much/)
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
