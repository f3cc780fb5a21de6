import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { copyToPostgres } from '#/db/backup/copy.ts'
import { withMigrations } from '#/db/store/migrations.ts'
import { migratePostgres } from '#/db/store/postgres.ts'
import { openSqlite } from '#/db/store/sqlite.ts'
import { engine, type StoreLocation } from '#/db/store/store.ts'
import { newTestFolder } from './folder.ts'
import { newTestLocation } from './store.ts'

const fixtures = new URL('./fixtures/stores/', import.meta.url)

/** The versions with a stored demo (scripts/fixture.ts), oldest first. */
export const olderVersions = readdirSync(fixtures)
  .filter((file) => file.endsWith('.sqlite.gz'))
  .map((file) => file.replace('.sqlite.gz', ''))
  .sort()

/** A copy of the demo store of `version`, in a folder of the running test. */
export function copyOlderStore(version: string): string {
  const file = join(newTestFolder(), 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL(`${version}.sqlite.gz`, fixtures))))
  return file
}

/** The same after the first `count` migrations. */
export async function copyMigratedStore(version: string, count: number): Promise<string> {
  const file = copyOlderStore(version)
  await withMigrations({ engine: 'sqlite', count }, async (folder) =>
    (await openSqlite(file, { folder })).close(),
  )
  return file
}

/** Puts a SQLite file with this many migrations on the engine of the project. */
export async function placeOlderStore(file: string, count: number): Promise<StoreLocation> {
  const location = engine === 'postgres' ? await newTestLocation() : { file }
  if ('file' in location) return location
  const client = new pg.Client({ connectionString: location.url })
  await client.connect()
  await client.query('drop schema public cascade; drop schema drizzle cascade; create schema public')
  await withMigrations({ engine, count }, (folder) => migratePostgres(client, { folder }))
  const source = new Sqlite(file)
  await client.query('begin')
  await copyToPostgres(source, client)
  await client.query('commit')
  source.close()
  await client.end()
  return location
}
