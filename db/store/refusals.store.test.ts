import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimFile } from '#/db/backup/claim-file.ts'
import { withClaimedDatabase, withDatabase } from '#/db/backup/with-claimed-database.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { newTestLocation } from '#/tests/store.ts'
import { openStore } from './index.ts'
import type { MigrationStep } from './migrations.ts'
import { refuseOldPostgres } from './postgres-refusals.ts'
import { openSqlite } from './sqlite.ts'
import { explainSqlite } from './sqlite-refusals.ts'
import { engine, StoreError } from './store.ts'

/** The refusal to open, one sentence of ours without a password. */
async function refusalOf(location: { file: string } | { url: string }): Promise<string> {
  try {
    await (await openStore(location)).close()
  } catch (error) {
    if (error instanceof StoreError) return error.message
    throw error
  }
  throw new Error('The store was opened.')
}

/** Another process that keeps the file locked until it is killed. */
async function lockIn(file: string): Promise<ChildProcess> {
  const code = `const store = new (require('better-sqlite3'))(${JSON.stringify(file)})
    store.pragma('journal_mode = DELETE'); store.exec('BEGIN EXCLUSIVE'); console.log('locked'); process.stdin.resume()`
  const child = spawn(process.execPath, ['--eval', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill())
  await once(child.stdout, 'data')
  return child
}

if (engine === 'sqlite') {
  describe('a store file', () => {
    const newFile = async () => {
      const location = await newTestLocation()
      return 'file' in location ? location.file : ''
    }

    test('is refused if it is a folder, or its folder is a file', async () => {
      const folder = newTestFolder()
      const file = join(folder, 'recapito.sqlite')
      mkdirSync(file)
      expect(await refusalOf({ file })).toBe(
        `The store ${file} is not a file. Remove it, or set DATA_DIR to another folder.`,
      )
      const inFile = join(folder, 'letter')
      writeFileSync(inFile, '')
      expect(await refusalOf({ file: join(inFile, 'recapito.sqlite') })).toBe(
        `The store cannot be created in ${inFile}: it is a file. Set DATA_DIR to a folder.`,
      )
    })

    test('is refused if it is empty, which would hide a lost store, or contains other data', async () => {
      const folder = newTestFolder()
      const file = join(folder, 'recapito.sqlite')
      writeFileSync(file, '')
      expect(await refusalOf({ file })).toMatch(/is an empty file\. Restore a backup: .* delete the file\./)
      expect(statSync(file).size).toBe(0)
      const connection = new Sqlite(file)
      connection.exec('create table recipes (name text)')
      connection.close()
      expect(await refusalOf({ file })).toMatch(
        /is not a Recapito store: it contains other data \("recipes"\)\. Set DATA_DIR/,
      )
      const after = new Sqlite(file, { readonly: true })
      expect(after.prepare('select name from sqlite_master').pluck().all()).toEqual(['recipes'])
      after.close()
    })

    test('is refused if it is truncated, or not a database', async () => {
      const file = await newFile()
      truncateSync(file, 40_960)
      expect(await refusalOf({ file })).toMatch(/is damaged.*Keep a copy of it and restore a backup/)
      writeFileSync(file, 'This is a letter. '.repeat(300))
      expect(await refusalOf({ file })).toMatch(/recapito\.sqlite is damaged, or is not a Recapito store/)
    })

    test('is refused if a page in its middle is damaged', async () => {
      const file = await newFile()
      const connection = new Sqlite(file)
      const size = Number(connection.pragma('page_size', { simple: true }))
      const page = Number(
        connection.prepare("select rootpage from sqlite_master where name = 'audit_entries'").pluck().get(),
      )
      connection.close()
      const bytes = Buffer.alloc(size, 0xa5)
      const handle = openSync(file, 'r+')
      writeSync(handle, bytes, 0, size, (page - 1) * size)
      closeSync(handle)
      expect(await refusalOf({ file })).toMatch(/is damaged.*restore a backup/)
    })

    test('waits for a process that keeps it locked, then names it and is refused', async () => {
      const file = await newFile()
      const other = await lockIn(file)
      const steps: MigrationStep[] = []
      await expect(openSqlite(file, { onStep: (step) => steps.push(step), patience: 500 })).rejects.toThrow(
        `The store ${file} is locked by process ${other.pid} (`,
      )
      expect(steps.length).toBeGreaterThan(0)
      expect(steps.every((step) => step === null)).toBe(true)
      await expect(claimFile(file)).rejects.toThrow(`is in use by process ${other.pid} (`)

      // A server that is stopping lets go while this one waits.
      const store = await openSqlite(file, { onStep: () => other.kill() })
      expect(await store.schemaVersion()).toBeGreaterThan(0)
      await store.close()
    })

    test('is refused on a full disk', async () => {
      const file = await newFile()
      const full = new Sqlite(file)
      full.pragma(`max_page_count = ${full.pragma('page_count', { simple: true })}`)
      const fill = () => full.exec('create table t (a); insert into t values (zeroblob(1000000))')
      let thrown: unknown
      try {
        fill()
      } catch (error) {
        thrown = error
      }
      full.close()
      expect(explainSqlite(file, thrown).message).toBe(
        `The store ${file} cannot be written: the disk is full. Free some space, then start again.`,
      )
    })
  })
} else {
  describe('a database', () => {
    const newUrl = async () => {
      const location = await newTestLocation()
      return new URL('url' in location ? location.url : '')
    }
    const empty = 'drop schema public cascade; drop schema drizzle cascade; create schema public'
    const change = (url: URL, sql: string) => withDatabase(url.href, (client) => client.query(sql))

    test('is refused if it does not respond, or rejects the login', async () => {
      const url = await newUrl()
      const other = (words: Partial<URL>) => ({ url: Object.assign(new URL(url), words).href })
      expect(await refusalOf(other({ port: '1' }))).toMatch(
        /^PostgreSQL cannot be reached: .*Check the host and port/,
      )
      // Too long for a name, so no name server is asked.
      expect(await refusalOf(other({ hostname: `${'x'.repeat(64)}.invalid` }))).toMatch(
        /^PostgreSQL cannot be reached: .*The host in DATABASE_URL cannot be resolved/,
      )
      const wrong = await refusalOf(other({ password: 'wrong-word' }))
      expect(wrong).toMatch(/^PostgreSQL refused the login: .*Check the user and password/)
      expect(wrong).not.toContain('wrong-word')
      expect(await refusalOf(other({ pathname: '/nothing' }))).toMatch(
        /^PostgreSQL has no such database: .*Create it \(createdb\)/,
      )
    })

    test('is refused if it is read-only', async () => {
      const url = await newUrl()
      await change(url, `alter database ${url.pathname.slice(1)} set default_transaction_read_only = on`)
      expect(await refusalOf({ url: url.href })).toMatch(/^PostgreSQL is read-only: default_transaction/)
    })

    test('is refused if we may not create tables', async () => {
      const url = await newUrl()
      const role = `role_${url.pathname.slice(-12)}`
      await change(url, `${empty}; create role ${role} login password 'secret'`)
      const asRole = Object.assign(new URL(url), { username: role, password: 'secret' })
      const said = await refusalOf({ url: asRole.href })
      await change(url, `drop role ${role}`)
      expect(said).toMatch(
        /^PostgreSQL denied permission: permission denied .*Make the user in DATABASE_URL the owner/,
      )
    })

    test('is refused, and gets no table, if it contains other tables', async () => {
      const url = await newUrl()
      await change(url, `${empty}; create table recipes (name text)`)
      expect(await refusalOf({ url: url.href })).toMatch(
        /contains other data than a Recapito store \(the table recipes\)\. Create an empty one \(createdb\)/,
      )
      await change(url, 'drop table recipes')
      await (await openStore({ url: url.href })).close()
    })

    test('is refused during a restore', async () => {
      const { href } = await newUrl()
      const said = await withClaimedDatabase(href, () => refusalOf({ url: href }))
      expect(said).toBe('The store is being restored or moved. Start again when that has finished.')
    })

    test('is refused if it is too old', () => {
      expect(() => refuseOldPostgres(140_012)).toThrow(
        'PostgreSQL 14 is too old: Recapito needs 15 or later.',
      )
      expect(() => refuseOldPostgres(150_000)).not.toThrow()
    })
  })
}
