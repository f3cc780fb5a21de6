import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { refuseNewer, withMigrations } from '#/db/store/migrations.ts'
import { countPostgresMigrations } from '#/db/store/postgres.ts'
import { openSqlite } from '#/db/store/sqlite.ts'
import { explainSqlite, isFullDisk } from '#/db/store/sqlite-refusals.ts'
import { StoreError, type StoreLocation } from '#/db/store/store.ts'
import { copyToSqlite } from './copy.ts'
import {
  digestFile,
  explainFolder,
  makePrivate,
  moveIntoPlace,
  removeDigest,
  removeLeftDrafts,
  removeStore,
  stamp,
  writeDigest,
} from './files.ts'
import { type BackupContents, verifyFile } from './verify.ts'
import { withDatabase } from './with-claimed-database.ts'

/** A backup that was written and read back. `size` in bytes. */
export type Backup = BackupContents & { file: string; size: number; digest: string }

/**
 * Writes a snapshot of the store into a SQLite file, from either engine, while servers keep writing. The store is not
 * changed or migrated. The file gets its name once it is complete, verified and on disk.
 * @throws StoreError if it cannot be written, or if `file` exists without `force`
 */
export async function writeBackup(location: StoreLocation, file: string, { force = false } = {}) {
  const target = resolve(file)
  if (existsSync(target) && !force)
    throw new StoreError(`${target} exists. Choose another file, or use --force.`)
  const draft = `${target}.writing-${process.pid}`
  try {
    if (!existsSync(dirname(target))) throw new StoreError(`Folder not found: ${dirname(target)}.`)
    makePrivate(draft)
    if ('url' in location) await snapshotPostgres(location.url, draft)
    else snapshotSqlite(location.file, draft)
    chmodSync(draft, 0o600)
    const contents = verifyFile(draft)
    const written = { ...contents, file: target, size: statSync(draft).size, digest: await digestFile(draft) }
    removeDigest(target)
    moveIntoPlace(draft, target)
    writeDigest(target, written.digest)
    return written
  } catch (error) {
    removeStore(draft)
    if (error instanceof StoreError && error.message.includes(draft) && !isFullDisk(error)) {
      // A fault in the copy is a fault in the store.
      const store = 'file' in location ? location.file : 'The database of DATABASE_URL'
      throw new StoreError(error.message.replaceAll(draft, store), { cause: error })
    }
    throw explainFolder(dirname(target), error, `The backup ${target} cannot be written.`)
  }
}

/** `VACUUM INTO` reads in one transaction while a server writes, and leaves a file without a log. */
function snapshotSqlite(file: string, target: string): void {
  if (!existsSync(file)) throw new StoreError(`Store not found: ${file}. Check DATA_DIR.`)
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { readonly: true, timeout: 5000 })
    connection.prepare('vacuum into ?').run(target)
  } catch (error) {
    throw explainSqlite(file, error, `backed up to ${target}`)
  } finally {
    connection?.close()
  }
}

function snapshotPostgres(url: string, target: string): Promise<void> {
  return withDatabase(url, async (client) => {
    // One read-only snapshot, which blocks nobody.
    await client.query('begin isolation level repeatable read read only')
    const count = await countPostgresMigrations(client)
    if (count === 0) throw new StoreError('The database in DATABASE_URL has no store.')
    refuseNewer('postgres', count)
    await withMigrations({ engine: 'sqlite', count }, async (folder) =>
      (await openSqlite(target, { folder })).close(),
    )
    const copy = new Sqlite(target)
    try {
      // The draft needs no journal: after a power cut the next backup starts over.
      copy.pragma('journal_mode = OFF')
      copy.pragma('synchronous = OFF')
      await copyToSqlite(client, copy)
    } finally {
      copy.close()
    }
  })
}

const dated = /^recapito-\d{4}-\d\d-\d\dT[\d-]+Z\.sqlite$/

/** Writes a backup named by its date, and keeps the newest `keep` of these; answers which files it removed. */
export async function writeDatedBackup(
  location: StoreLocation,
  folder: string,
  { keep, at }: { keep: number | undefined; at: number },
): Promise<Backup & { removed: string[] }> {
  const written = await writeBackup(location, join(folder, `recapito-${stamp(at)}.sqlite`))
  const names = readdirSync(folder)
    .filter((name) => dated.test(name))
    .sort()
  const removed = keep === undefined ? [] : names.slice(0, -keep)
  for (const name of removed) {
    rmSync(join(folder, name), { force: true })
    removeDigest(join(folder, name))
  }
  removeLeftDrafts(folder)
  return { ...written, removed }
}
