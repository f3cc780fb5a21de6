import { chownSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { knownMigrations } from '#/db/store/migrations.ts'
import { countPostgresMigrations, migratePostgres } from '#/db/store/postgres.ts'
import { StoreError } from '#/db/store/store.ts'
import { writeBackup } from './backup.ts'
import { claimFile } from './claim-file.ts'
import { copyToPostgres } from './copy.ts'
import { explainFolder, moveIntoPlace, sync } from './files.ts'
import { listTables } from './tables.ts'
import { inTransaction, withClaimedDatabase } from './with-claimed-database.ts'

type Replacement = { draft: string; previousName: string }

/** The user who runs the server keeps owning the store, even if root restores it. */
function giveTo(owner: string, draft: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(owner)
  chownSync(draft, uid, gid)
}

/** Replaces the file so that a store of this name always exists. */
export async function replaceFile(
  file: string,
  { draft, previousName }: Replacement,
): Promise<string | null> {
  if (!existsSync(file)) {
    giveTo(dirname(file), draft)
    moveLogs(file, previousName)
    moveIntoPlace(draft, file)
    return null
  }
  const claimed = await claimFile(file)
  try {
    giveTo(file, draft)
    try {
      linkSync(file, previousName)
    } catch {
      // A file system without hard links.
      copyAside(file, previousName)
    }
    if (claimed.connection === null) moveLogs(file, previousName)
    moveIntoPlace(draft, file)
    return previousName
  } finally {
    claimed.release()
  }
}

/** The new store must not read the log of one that is damaged or was moved away. */
function moveLogs(file: string, previousName: string): void {
  for (const suffix of ['-wal', '-shm', '-journal'])
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${previousName}${suffix}`)
}

function copyAside(file: string, keptAs: string): void {
  try {
    copyFileSync(file, keptAs)
    sync(keptAs)
  } catch (error) {
    rmSync(keptAs, { force: true })
    throw explainFolder(dirname(keptAs), error, 'Nothing was restored.')
  }
}

/** Replaces the whole database in one transaction, and keeps a backup of the old store. */
export async function replaceDatabase(
  url: string,
  { draft, previousName }: Replacement,
): Promise<string | null> {
  return withClaimedDatabase(url, async (client) => {
    const count = await countPostgresMigrations(client)
    if (count > knownMigrations('postgres'))
      throw new StoreError(
        'The database was written by a newer Recapito. Create an empty one (createdb), set DATABASE_URL to it, and restore there.',
      )
    const kept = count > 0 ? (await writeBackup({ url }, previousName)).file : null
    await migratePostgres(client)
    const source = new Sqlite(draft, { readonly: true })
    try {
      await inTransaction(client, async () => {
        const names = listTables(source).map(({ name }) => `"${name}"`)
        await client.query(`truncate ${names.join()}`)
        await copyToPostgres(source, client)
      })
    } finally {
      source.close()
    }
    await client.query('analyze')
    return kept
  })
}
