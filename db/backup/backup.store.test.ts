import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { eq, getTableName, isNotNull, isNull } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { challenges, sessions, users } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { knownMigrations } from '#/db/store/migrations.ts'
import { engine, type Store, type StoreLocation } from '#/db/store/store.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { countCallsAsTime } from '#/tests/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { copyOlderStore } from '#/tests/older-store.ts'
import { readRows } from '#/tests/read-rows.ts'
import { fillDisk, mountSmallDisk } from '#/tests/small-disk.ts'
import { newTestLocation } from '#/tests/store.ts'
import { writeBackup, writeDatedBackup } from './backup.ts'
import { claimFile } from './claim-file.ts'
import { moveToPostgres } from './move.ts'
import { restoreBackup } from './restore.ts'
import { verifyFile } from './verify.ts'
import { withClaimedDatabase, withDatabase } from './with-claimed-database.ts'

const at = Date.UTC(2026, 10, 25, 22)

let folder: string
beforeEach(() => {
  folder = newTestFolder()
})

async function openDemo(): Promise<{ location: StoreLocation; store: Store }> {
  const location = await newTestLocation()
  const store = await reopen(location)
  await seedDemo(store, at)
  return { location, store }
}

async function backUp() {
  const { location, store } = await openDemo()
  const backup = await writeBackup(location, join(folder, 'a.sqlite'))
  await store.close()
  return { location, backup }
}

async function reopen(location: StoreLocation): Promise<Store> {
  const store = await openStore(location)
  onTestFinished(() => store.close().catch(() => undefined))
  return store
}

function change(file: string, sql: string): void {
  const connection = new Sqlite(file)
  connection.exec(sql)
  connection.close()
}

const claimWhileOpen = (url: string) => withClaimedDatabase(url, async () => null)

/** Resolves once another connection has tried to claim the database. */
function waitForAttempt(url: string): Promise<void> {
  return withDatabase(url, (client) =>
    eventually(async () => {
      const { rowCount } = await client.query(
        "select from pg_stat_activity where datname = current_database() and query like 'select pg_try_advisory_lock($%'",
      )
      expect(rowCount).toBeGreaterThan(0)
    }),
  )
}

describe('backup', () => {
  test('contains everything committed before it, while a server writes to the store', async () => {
    const { location, store } = await openDemo()
    let written = 0
    let running = true
    const put = async () => {
      while (running) {
        const key = `before-${written}`
        await store.transact((tx) => tx.insert(settings).values({ key, value: written }))
        written += 1
      }
    }
    const writing = put()
    while (written < 20) await store.transact(async () => undefined)
    const promised = written
    const people = await store.read.$count(users)
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    running = false
    await writing
    const held = readRows(backup.file)
    const keys = new Set(held.settings?.map(({ key }) => key))
    for (let number = 0; number < promised; number++) expect(keys).toContain(`before-${number}`)
    expect(held.users).toHaveLength(people)
    expect(backup.schema).toBe(knownMigrations(store.engine))
    expect(backup.tables.find(({ table }) => table === 'users')?.rows).toBe(people)
    expect(backup.tables.map(({ table }) => table).sort()).toEqual(allTables.map(getTableName).sort())
    expect(backup.rows).toBe(Object.values(held).flat().length)
  })

  test('writes one private file beside its digest, and replaces a file only with force', async () => {
    const { location } = await openDemo()
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    expect(readdirSync(folder).sort()).toEqual(['a.sqlite', 'a.sqlite.sha256'])
    expect(statSync(backup.file).mode & 0o777).toBe(0o600)
    expect(backup.size).toBe(statSync(backup.file).size)
    expect(readFileSync(`${backup.file}.sha256`, 'utf8')).toBe(`${backup.digest}  a.sqlite\n`)
    await expect(writeBackup(location, backup.file)).rejects.toThrow(/exists.*--force/)
    await writeBackup(location, backup.file, { force: true })
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('leaves no file behind when it fails', async () => {
    const { location } = await openDemo()
    await expect(writeBackup(location, join(folder, 'none/a.sqlite'))).rejects.toThrow(/Folder not found/)
    const nowhere =
      'url' in location ? { url: `${location.url}-none` } : { file: join(folder, 'none.sqlite') }
    await expect(writeBackup(nowhere, join(folder, 'b.sqlite'))).rejects.toThrow(
      /no such database|Store not found/,
    )
    expect(readdirSync(folder)).toEqual([])
    const emptied = join(newTestFolder(), 'recapito.sqlite')
    writeFileSync(emptied, '')
    if ('file' in location)
      await expect(writeBackup({ file: emptied }, join(folder, 'b.sqlite'))).rejects.toThrow(
        `${emptied} is not a Recapito store.`,
      )
  })

  test('keeps the newest files named by date, and removes nothing else', async () => {
    const { location } = await openDemo()
    writeFileSync(join(folder, 'recapito-notes.sqlite'), 'kept')
    writeFileSync(join(folder, 'recapito-2026-01-01T00-00-00-000Z.sqlite.writing-999999999'), 'left')
    const days = [1, 2, 3].map((day) => at + day * 86_400_000)
    for (const day of days) await writeDatedBackup(location, folder, { keep: 2, at: day })
    const named = (day: string) => [
      `recapito-2026-11-${day}T22-00-00-000Z.sqlite`,
      `recapito-2026-11-${day}T22-00-00-000Z.sqlite.sha256`,
    ]
    expect(readdirSync(folder).sort()).toEqual([...named('27'), ...named('28'), 'recapito-notes.sqlite'])
  })
})

describe('restore', () => {
  test('restores everything, keeps the replaced store, and ends sessions and codes', async () => {
    const { location, store } = await openDemo()
    await store.transact(async (tx) => {
      const [user] = await tx.select().from(users).limit(1)
      const userId = user?.id ?? ''
      await tx.insert(sessions).values({ id: 's', userId, method: 'code', createdAt: at, lastUsedAt: at })
      const codes = { codeHash: 'c', linkHash: 'l', createdAt: at, expiresAt: at + 1 }
      await tx.insert(challenges).values({ id: 'c', purpose: 'sign-in', emailKey: 'a', email: 'a', ...codes })
    })
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    const before = readRows(backup.file)
    await store.transact((tx) => tx.insert(settings).values({ key: 'since', value: 1 }))
    await store.close()

    const restored = await restoreBackup(location, backup.file, { at: at + 5 })
    expect(restored).toMatchObject({ hasDigest: true, rows: backup.rows, was: backup.schema })
    const again = await reopen(location)
    expect(await again.read.$count(settings, eq(settings.key, 'since'))).toBe(0)
    expect(await again.read.$count(sessions, isNull(sessions.endedAt))).toBe(0)
    expect(await again.read.$count(challenges, isNull(challenges.usedAt))).toBe(0)
    const after = readRows((await writeBackup(location, join(folder, 'b.sqlite'))).file)
    for (const table of ['sessions', 'challenges'])
      expect(after[table]).toHaveLength(before[table]?.length ?? -1)
    expect({ ...after, sessions: [], challenges: [] }).toEqual({ ...before, sessions: [], challenges: [] })

    const kept = new Sqlite(restored.kept ?? '', { readonly: true })
    expect(kept.prepare("select value from settings where key = 'since'").pluck().get()).toBe('1')
    kept.close()
  })

  test('refuses a store in use, which continues as before', async () => {
    const { location, store } = await openDemo()
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    await expect(restoreBackup(location, backup.file, { at })).rejects.toThrow(
      /is in use.*Stop all servers first/,
    )
    await store.transact((tx) => tx.insert(settings).values({ key: 'still', value: 'works' }))
    expect(readdirSync(folder).sort()).toEqual(['a.sqlite', 'a.sqlite.sha256'])
  })

  test('waits for the connections of a server that just stopped', async () => {
    const { location, store } = await openDemo()
    countCallsAsTime()
    const claiming = 'url' in location ? claimWhileOpen(location.url) : claimFile(location.file)
    claiming.catch(() => undefined)
    if ('url' in location) await waitForAttempt(location.url)
    await store.close()
    const claimed = await claiming
    claimed?.release()
  })

  test('refuses a backup that is damaged, truncated, changed, newer or something else', async () => {
    const { location, backup } = await backUp()
    const good = readFileSync(backup.file)
    const scrambled = Buffer.from(good)
    const middle = Math.floor(good.length / 2 / 4096) * 4096
    scrambled.fill(0xa5, middle, middle + 4096)
    let files = 0
    /** A file with these bytes, after running this SQL in it. */
    const make = (bytes: Buffer | string, sql?: string) => {
      const file = join(folder, `${files++}.sqlite`)
      writeFileSync(file, bytes)
      if (sql) change(file, sql)
      return file
    }
    const later = "insert into __drizzle_migrations (hash, created_at) values ('later', 4000000000000)"
    const orphan =
      'pragma foreign_keys = off; delete from users where id in (select user_id from memberships limit 1)'
    const trigger = 'create trigger t after insert on users begin delete from outbox; end'
    appendFileSync(backup.file, 'x')

    const refused: [string, RegExp][] = [
      [make(scrambled), /damaged/],
      [make(good.subarray(0, -8192)), /damaged/],
      [make(good, later), /newer Recapito/],
      [make(good, orphan), /refers to a missing row in users/],
      [make(good, trigger), /is not in a Recapito store: "trigger t"/],
      [make(good, 'create view v as select * from users'), /: "view v"/],
      [make(good, 'create table "users""; drop table users; --" (a primary key)'), /: "table users/],
      [make(good, 'alter table users add column "a"", b" text'), /: "column a/],
      [make('This is a letter. '.repeat(1000)), /not a Recapito store/],
      [make('', 'create table other (a)'), /not a Recapito store/],
      [backup.file, /has changed since it was written: its SHA-256/],
      [join(folder, 'none.sqlite'), /File not found/],
    ]
    for (const [file, why] of refused)
      await expect(restoreBackup(location, file, { at }), file).rejects.toThrow(why)
    const names = readdirSync('file' in location ? dirname(location.file) : folder)
    expect(names.filter((name) => /before-restore|restoring/.test(name))).toEqual([])
    expect(await (await reopen(location)).read.$count(users)).toBeGreaterThan(10)
  })

  test('migrates the store of an older version', async () => {
    const location = await newTestLocation()
    const restored = await restoreBackup(location, copyOlderStore('0.2.0'), { at })
    expect(restored.was).toBeLessThan(restored.schema)
    expect(restored.hasDigest).toBe(false)
    const store = await reopen(location)
    expect(await store.schemaVersion()).toBe(knownMigrations(store.engine))
    expect(await store.read.$count(users)).toBeGreaterThan(10)
  })

  test('removes the drafts of a killed command', async () => {
    const { location, backup } = await backUp()
    const beside = 'file' in location ? dirname(location.file) : folder
    for (const end of ['', '-wal', '-shm'])
      writeFileSync(join(beside, `recapito.sqlite.restoring-999999999${end}`), 'left')
    await restoreBackup(location, backup.file, { at })
    expect(readdirSync(beside).filter((name) => name.includes('restoring'))).toEqual([])
  })

  test('sends queued mail again, or marks it as not sent on request', async () => {
    const { location, store } = await openDemo()
    await store.transact((tx) =>
      tx.insert(outbox).values({
        id: 'waiting',
        template: 'code',
        recipient: 'a@b.example',
        locale: 'en',
        data: {},
        lane: 'urgent',
        status: 'sending',
        dueAt: at,
        leaseOwner: 'one',
        leaseUntil: at,
        handOnAt: at,
        createdAt: at,
      }),
    )
    const waiting = await store.read.$count(outbox, isNotNull(outbox.dueAt))
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    await store.close()
    for (const dropMail of [false, true]) {
      const restored = await restoreBackup(location, backup.file, { at: at + Number(dropMail), dropMail })
      expect(restored.mailsDropped).toBe(dropMail ? waiting : 0)
      const again = await openStore(location)
      expect(await again.read.$count(outbox, isNotNull(outbox.dueAt))).toBe(dropMail ? 0 : waiting)
      const [mail] = await again.read.select().from(outbox).where(eq(outbox.id, 'waiting'))
      expect(mail?.status).toBe(dropMail ? 'withheld' : 'sending')
      expect(mail?.handOnAt).toBe(dropMail ? null : at)
      await again.close()
    }
  })

  test('fills an empty place', async () => {
    const { location, store } = await openDemo()
    const backup = await writeBackup(location, join(folder, 'a.sqlite'))
    const target =
      'url' in location ? await newTestLocation() : { file: join(folder, 'deep/er/recapito.sqlite') }
    const restored = await restoreBackup(target, backup.file, { at })
    expect(restored.rows).toBe(backup.rows)
    expect(restored.kept === null).toBe('file' in target)
    const people = await store.read.$count(users)
    expect(await (await reopen(target)).read.$count(users)).toBe(people)
  })
})

test('on a full disk a backup, a restore and a move name the folder and change nothing', async () => {
  const disk = mountSmallDisk()
  onTestFinished(() => disk.unmount())
  const { location, store } = await openDemo()
  const backup = await writeBackup(location, join(folder, 'a.sqlite'))
  const there = join(disk.folder, 'recapito.sqlite')
  copyFileSync(backup.file, there)
  // Half of the needed space is free, so that each command begins to write.
  const ballast = join(disk.folder, 'ballast')
  fillDisk(ballast)
  truncateSync(ballast, statSync(ballast).size - backup.size / 2)
  const before = readdirSync(disk.folder)

  const full = new RegExp(
    `\\. The disk of ${disk.folder} is full: it needs as much free space as the size of the store\\.`,
  )
  await expect(writeBackup(location, join(disk.folder, 'b.sqlite'))).rejects.toThrow(full)
  await store.close()
  const target = engine === 'sqlite' ? { file: there } : location
  const source = engine === 'sqlite' ? backup.file : there
  await expect(restoreBackup(target, source, { at })).rejects.toThrow(full)
  await expect(moveToPostgres(there, 'postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(full)
  expect(readdirSync(disk.folder)).toEqual(before)
  expect(verifyFile(there).rows).toBe(backup.rows)
  expect(await (await reopen(location)).read.$count(users)).toBeGreaterThan(10)
})

if (engine === 'sqlite') {
  test('restores beside the log of a store that was moved away, and keeps that log', async () => {
    const { backup } = await backUp()
    const file = join(folder, 'moved/recapito.sqlite')
    mkdirSync(dirname(file))
    writeFileSync(`${file}-wal`, 'its log')
    await restoreBackup({ file }, backup.file, { at })
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('-wal'))).toHaveLength(1)
  })

  test('replaces and keeps a store too damaged to open; the new store does not read its log', async () => {
    const { backup } = await backUp()
    const file = join(folder, 'broken/recapito.sqlite')
    mkdirSync(dirname(file))
    const garbage = 'garbage '.repeat(2000)
    writeFileSync(file, garbage)
    writeFileSync(`${file}-wal`, 'its log')
    const restored = await restoreBackup({ file }, backup.file, { at })
    expect(readFileSync(restored.kept ?? '', 'utf8')).toBe(garbage)
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(await (await reopen({ file })).read.$count(users)).toBeGreaterThan(10)
  })
}
