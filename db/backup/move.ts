import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migratePostgres } from '#/db/store/postgres.ts'
import { openSqlite } from '#/db/store/sqlite.ts'
import { StoreError } from '#/db/store/store.ts'
import { claimFile } from './claim-file.ts'
import { type Copied, copyToPostgres } from './copy.ts'
import { explainFolder, makePrivate, removeLeftDrafts, removeStore } from './files.ts'
import { listTables } from './tables.ts'
import { verifyStore } from './verify.ts'
import { inTransaction, withClaimedDatabase } from './with-claimed-database.ts'

/**
 * Copies a SQLite store into an empty PostgreSQL database in one transaction, and compares every row. The file stays as
 * it is; a copy is migrated. @throws StoreError if either is in use, the database is not empty, or it cannot hold a
 * value.
 */
export async function moveToPostgres(file: string, url: string): Promise<Copied[]> {
  const source = resolve(file)
  if (!existsSync(source)) throw new StoreError(`Store not found: ${source}. Check DATA_DIR.`)
  const draft = `${source}.moving-${process.pid}`
  removeLeftDrafts(dirname(source))
  const claimed = await claimFile(source)
  try {
    if (!claimed.connection) throw new StoreError(`The store ${source} is damaged. Restore a backup first.`)
    verifyStore(claimed.connection)
    await copyStore(claimed.connection, draft).catch((error) => {
      throw explainFolder(dirname(source), error, 'Nothing was moved.')
    })
    return await fillEmpty(draft, url)
  } finally {
    claimed.release()
    removeStore(draft)
  }
}

/** Copies the store and migrates the copy. */
async function copyStore(connection: Sqlite.Database, draft: string): Promise<void> {
  makePrivate(draft)
  connection.prepare('vacuum into ?').run(draft)
  await (await openSqlite(draft)).close()
}

async function fillEmpty(draft: string, url: string): Promise<Copied[]> {
  const copy = new Sqlite(draft, { readonly: true })
  try {
    return await withClaimedDatabase(url, async (client) => {
      await migratePostgres(client)
      const copied = await inTransaction(client, async () => {
        const held: string[] = []
        for (const { name } of listTables(copy)) {
          const { rows } = await client.query<{ some: boolean }>(
            `select exists (select 1 from "${name}") as some`,
          )
          if (rows[0]?.some) held.push(name)
        }
        if (held.length > 0)
          throw new StoreError(
            `The database in DATABASE_URL is not empty: it has rows in ${held.join(', ')}. Create an empty one (createdb) and use that.`,
          )
        return copyToPostgres(copy, client)
      })
      await client.query('analyze')
      return copied
    })
  } finally {
    copy.close()
  }
}
