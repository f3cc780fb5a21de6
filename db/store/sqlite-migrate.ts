import type Sqlite from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { refuseNewer } from './migrations.ts'
import { StoreError } from './store.ts'

/** Milliseconds that a starting server waits for another one's migration. */
const patience = 60_000

/**
 * Migrates the file in a transaction that locks it first: servers that start together take turns, and the second finds
 * nothing to do. Drizzle's own looks before it locks. @throws StoreError if the store is newer
 */
export function migrateInTurn(connection: Sqlite.Database, folder: string): void {
  const known = readMigrationFiles({ migrationsFolder: folder })
  if (countSqliteMigrations(connection) === known.length) return
  const usual = Number(connection.pragma('busy_timeout', { simple: true }))
  connection.pragma(`busy_timeout = ${patience}`)
  connection.exec('BEGIN IMMEDIATE')
  try {
    const applied = countSqliteMigrations(connection)
    refuseNewer('sqlite', applied)
    if (applied === 0) refuseForeign(connection)
    connection.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    )
    const last = Number(connection.prepare('select max(created_at) from __drizzle_migrations').pluck().get())
    const write = connection.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
    for (const { sql, hash, folderMillis } of known.filter((one) => one.folderMillis > last)) {
      for (const statement of sql) connection.exec(statement)
      write.run(hash, folderMillis)
    }
    connection.exec('COMMIT')
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    connection.pragma(`busy_timeout = ${usual}`)
  }
}

/** @throws StoreError if the file holds foreign tables. */
function refuseForeign(connection: Sqlite.Database): void {
  const named = connection
    .prepare<[], string>(
      "select name from sqlite_master where name not like 'sqlite#_%' escape '#' and name <> '__drizzle_migrations'",
    )
    .pluck()
    .get()
  if (named === undefined) return
  throw new StoreError(
    `${connection.name} is no store of Recapito: it holds something else (${JSON.stringify(named)}). Name another folder in DATA_DIR.`,
  )
}

/** How many migrations the file has had; 0 if it is no store yet. */
export function countSqliteMigrations(connection: Sqlite.Database): number {
  const known = connection
    .prepare("select count(*) from sqlite_master where name = '__drizzle_migrations'")
    .pluck()
    .get()
  return known ? Number(connection.prepare('select count(*) from __drizzle_migrations').pluck().get()) : 0
}
