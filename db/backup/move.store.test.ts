import { existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { openStore } from '#/db/store/index.ts'
import { knownMigrations, withMigrations } from '#/db/store/migrations.ts'
import { countPostgresMigrations, migratePostgres } from '#/db/store/postgres.ts'
import { openSqlite } from '#/db/store/sqlite.ts'
import { engine } from '#/db/store/store.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { copyOlderStore, olderVersions } from '#/tests/older-store.ts'
import { readRows } from '#/tests/read-rows.ts'
import { newTestLocation } from '#/tests/store.ts'
import { writeBackup } from './backup.ts'
import { copyToPostgres } from './copy.ts'
import { moveToPostgres } from './move.ts'
import { listTables } from './tables.ts'
import { withDatabase } from './with-claimed-database.ts'

const schema = new Map(allTables.map((table) => [getTableName(table), table as unknown as PgTable]))

/** Values that a copy between engines easily changes. */
const texts = [
  '',
  ' Città "Sana" \\ {1,2}\t',
  'null',
  '北京 𝄞 \u202e\u00a0',
  "'; --",
  '\uFFFD',
  'Z',
  'a',
  'é',
  '{}',
]
const jsons = ['"\\u0000"', '"\\ud83d"', '42', '"42"', '[1, {"a" : null}]', 'null', '{"b":"𝄞","a":"é"}', '""']
const most = { integer: 2_147_483_647, bigint: Number.MAX_SAFE_INTEGER }

function valueFor(column: PgColumn, number: number): string | number {
  const type = column.getSQLType()
  if (type === 'boolean') return number % 2
  if (type === 'json') return jsons[number % jsons.length] ?? ''
  if (type === 'integer' || type === 'bigint')
    return [1_000_000 + number, -1 - number, most[type] - number][number % 3] ?? 0
  return `${texts[number % texts.length]}${number}`
}

/** Adds ten rows of such values to every table of the file. */
function fillEveryTable(file: string): void {
  const connection = new Sqlite(file)
  for (const { name } of listTables(connection)) {
    const table = schema.get(name)
    if (!table) throw new Error(`The schema has no ${name}.`)
    const parents = new Map(
      getTableConfig(table).foreignKeys.flatMap((key) => {
        const { columns, foreignTable } = key.reference()
        return columns.map((column) => [column.name, getTableName(foreignTable)] as const)
      }),
    )
    const columns = Object.values(getTableColumns(table))
    const insert = connection.prepare(
      `insert into "${name}" (${columns.map((column) => `"${column.name}"`)}) values (${columns.map(() => '?')})`,
    )
    for (let number = 0; number < 10; number++) {
      insert.run(
        columns.map((column) => {
          const parent = parents.get(column.name)
          if (parent) return `${texts[number]}${number}`
          return column.notNull || number % 3 > 0 ? valueFor(column, number) : null
        }),
      )
    }
  }
  connection.close()
}

/** A demo store of this version with rows of every kind in every table. */
async function makeRichFile(): Promise<string> {
  const file = copyOlderStore('0.4.0')
  await (await openSqlite(file)).close()
  fillEveryTable(file)
  return file
}

async function newUrl(): Promise<string> {
  const location = await newTestLocation()
  return 'url' in location ? location.url : ''
}

const expectEmpty = (url: string) =>
  withDatabase(url, async (client) => expect((await client.query('select 1 from users')).rowCount).toBe(0))

if (engine === 'postgres') {
  describe('move', () => {
    test('copies every row of every table unchanged, and back', async () => {
      const file = await makeRichFile()
      const before = readRows(file)
      const url = await newUrl()
      const copied = await moveToPostgres(file, url)
      expect(copied.map(({ table, rows }) => [table, rows]).sort()).toEqual(
        Object.entries(before)
          .map(([table, rows]) => [table, rows.length])
          .sort(),
      )
      for (const { rows } of copied) expect(rows).toBeGreaterThanOrEqual(10)
      expect(readRows((await writeBackup({ url }, `${newTestFolder()}/back.sqlite`)).file)).toEqual(before)
      expect(readRows(file)).toEqual(before)
    })

    test('refuses a database that is not empty and a store in use, and changes nothing', async () => {
      const file = await makeRichFile()
      const url = await newUrl()
      const store = await openStore({ url })
      await expect(moveToPostgres(file, url)).rejects.toThrow(/in use: 1 Recapito connections? from/)
      await store.close()
      await withDatabase(url, (client) => client.query(`insert into settings values ('a', '1')`))
      await expect(moveToPostgres(file, url)).rejects.toThrow(/not empty: it has rows in settings\./)
      await withDatabase(url, (client) => client.query('delete from settings'))
      const server = await openSqlite(file)
      await expect(moveToPostgres(file, url)).rejects.toThrow(/recapito\.sqlite is in use/)
      await server.close()
      await expect(moveToPostgres(`${file}-none`, url)).rejects.toThrow(/Store not found/)
      await expectEmpty(url)
      const left = `${dirname(file)}/recapito.sqlite.moving-999999999`
      writeFileSync(left, 'by one that was killed')
      await moveToPostgres(file, url)
      expect(existsSync(left)).toBe(false)
    })

    test.each([
      [
        'arrives changed',
        'new.name := upper(new.name); return new',
        /A row differs between the original and the copy: users, id/,
      ],
      ['does not arrive', 'return null', /A row was not copied: users, id/],
    ])('fails, and leaves nothing, when a row %s', async (_, change, message) => {
      const url = await newUrl()
      await withDatabase(url, (client) =>
        client.query(`create function bend() returns trigger language plpgsql as $$ begin ${change}; end $$;
          create trigger bend before insert on users for each row execute function bend()`),
      )
      await expect(moveToPostgres(await makeRichFile(), url)).rejects.toThrow(message)
      await expectEmpty(url)
    })

    test('names the values that PostgreSQL cannot store, and moves nothing', async () => {
      const file = await makeRichFile()
      const connection = new Sqlite(file)
      connection.prepare(`update users set name = ? where id = ?`).run('A\0B', 'a7')
      connection.exec(`update users set name = cast(x'41eda0bd42' as text) where id = 'Z6'`)
      connection.close()
      const url = await newUrl()
      const moved = moveToPostgres(file, url)
      await expect(moved).rejects.toThrow(/users, id "a7": name holds a NUL character/)
      await expect(moved).rejects.toThrow(/users, id "Z6": name holds half of a character/)
      await expect(moved).rejects.not.toThrow(/FFFD5/)
      await expectEmpty(url)
    })
  })

  test.each(olderVersions)('migrates PostgreSQL of %s to the same rows as SQLite', async (version) => {
    const file = copyOlderStore(version)
    const old = new Sqlite(file, { readonly: true })
    const count = Number(old.prepare('select count(*) from __drizzle_migrations').pluck().get())
    const url = await newUrl()
    await withDatabase(url, async (client) => {
      await client.query('drop schema public cascade; drop schema drizzle cascade; create schema public')
      await withMigrations({ engine: 'postgres', count }, (folder) => migratePostgres(client, { folder }))
      await client.query('begin')
      await copyToPostgres(old, client)
      await client.query('commit')
      expect(await countPostgresMigrations(client)).toBe(count)
    })
    old.close()
    const unchanged = await writeBackup({ url }, `${newTestFolder()}/old.sqlite`)
    expect(unchanged.schema).toBe(count)

    const store = await openStore({ url })
    expect(await store.schemaVersion()).toBe(knownMigrations('postgres'))
    await store.close()
    await (await openSqlite(file)).close()
    const migrated = await writeBackup({ url }, `${newTestFolder()}/new.sqlite`)
    expect(readRows(migrated.file)).toEqual(readRows(file))
  })
} else {
  test('backs up an older file without migrating it', async () => {
    const file = copyOlderStore('0.3.0')
    const backup = await writeBackup({ file }, `${newTestFolder()}/copy.sqlite`)
    expect(backup.schema).toBeLessThan(knownMigrations('sqlite'))
    expect(readRows(backup.file)).toEqual(readRows(file))
  })
}
