import { Worker } from 'node:worker_threads'
import type Sqlite from 'better-sqlite3'
import { type FollowMigration, type MigrationStep, readMigrations, refuseNewer } from './migrations.ts'
import { explainSqlite } from './sqlite-refusals.ts'
import { StoreError } from './store.ts'

/** Messages to and from the migration thread: a step, or why it failed. */
export type MigrationOrder = { file: string; folder: string }
export type MigrationWord = { step: MigrationStep } | { ended: 'well' } | { failed: string }

/**
 * Migrates the file of this open connection. An older store is migrated in a thread: a statement of SQLite may take
 * long, and this process keeps serving. @throws StoreError
 */
export async function migrateSqlite(
  connection: Sqlite.Database,
  folder: string,
  onStep: FollowMigration,
): Promise<void> {
  const applied = countSqliteMigrations(connection)
  if (applied === readMigrations(folder).length) return
  const order = { file: connection.name, folder }
  if (applied > 0) await migrateInThread(order, onStep)
  else migrateExplained(connection, folder)
}

function migrateInThread(order: MigrationOrder, onStep: FollowMigration): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./sqlite-migrate-thread.ts', import.meta.url), { workerData: order })
    thread.on('message', (word: MigrationWord) => {
      if ('step' in word) onStep(word.step)
      else if ('ended' in word) resolve()
      else reject(new StoreError(word.failed))
    })
    thread.once('error', reject)
    thread.once('exit', () =>
      reject(new StoreError('The migration of the store was interrupted. Start again.')),
    )
  })
}

/** Migrates by this connection. @throws StoreError */
export function migrateExplained(
  connection: Sqlite.Database,
  folder: string,
  onStep: FollowMigration = () => undefined,
): void {
  try {
    connection.pragma('foreign_keys = OFF')
    migrateUnderLock(connection, folder, onStep)
    connection.pragma('foreign_keys = ON')
  } catch (error) {
    throw explainSqlite(connection.name, error, 'brought to this version')
  }
}

/** Milliseconds that a starting server waits for another one's migration. */
const patience = 60_000

/**
 * Migrates the file in a transaction that locks it first: servers that start together take turns, and the second finds
 * nothing to do. Drizzle's own looks before it locks. @throws StoreError if the store is newer
 */
function migrateUnderLock(connection: Sqlite.Database, folder: string, onStep: FollowMigration): void {
  const known = readMigrations(folder)
  const usual = Number(connection.pragma('busy_timeout', { simple: true }))
  connection.pragma(`busy_timeout = ${patience}`)
  onStep(null)
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
    const missing = known.filter((one) => one.folderMillis > last)
    for (const [place, { name, sql, hash, folderMillis }] of missing.entries()) {
      onStep({ name, nth: place + 1, of: missing.length })
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
    `${connection.name} is not a Recapito store: it contains other data (${JSON.stringify(named)}). Set DATA_DIR to another folder.`,
  )
}

/** How many migrations the file has had; 0 if it is not a store yet. */
export function countSqliteMigrations(connection: Sqlite.Database): number {
  const known = connection
    .prepare("select count(*) from sqlite_master where name = '__drizzle_migrations'")
    .pluck()
    .get()
  return known ? Number(connection.prepare('select count(*) from __drizzle_migrations').pluck().get()) : 0
}
