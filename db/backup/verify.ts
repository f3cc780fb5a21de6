import Sqlite from 'better-sqlite3'
import { refuseNewer } from '#/db/store/migrations.ts'
import { countSqliteMigrations } from '#/db/store/sqlite-migrate.ts'
import { StoreError } from '#/db/store/store.ts'
import { listTables } from './tables.ts'

/** What a store holds. `schema`: the number of its migrations. */
export type BackupContents = { schema: number; rows: number; tables: { table: string; rows: number }[] }

/**
 * Reads every page, index and reference of a store. @throws StoreError if it is damaged, not a store of Recapito, or
 * written by a newer one.
 */
export function verifyStore(connection: Sqlite.Database): BackupContents {
  const { name } = connection
  try {
    return readThrough(connection)
  } catch (error) {
    if (error instanceof StoreError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new StoreError(`${name} is damaged, or is not a Recapito store: ${why}.`, { cause: error })
  }
}

function readThrough(connection: Sqlite.Database): BackupContents {
  const { name } = connection
  const schema = countSqliteMigrations(connection)
  refuseNewer('sqlite', schema)
  const outbox = connection.prepare("select 1 from sqlite_master where type = 'table' and name = 'outbox'")
  if (schema === 0 || !outbox.get()) throw new StoreError(`${name} is not a Recapito store.`)
  refuseForeign(connection)
  const fault = connection.prepare<[], string>('pragma integrity_check(1)').pluck().get()
  if (fault !== 'ok') throw new StoreError(`${name} is damaged: ${fault?.replaceAll('\n', ' ')}.`)
  const orphan = connection.prepare<[], { table: string; parent: string }>('pragma foreign_key_check').get()
  if (orphan)
    throw new StoreError(
      `${name} is damaged: a row in ${orphan.table} refers to a missing row in ${orphan.parent}.`,
    )
  const tables = listTables(connection).map((table) => ({
    table: table.name,
    rows: Number(connection.prepare(`select count(*) from "${table.name}"`).pluck().get()),
  }))
  return { schema, rows: tables.reduce((sum, { rows }) => sum + rows, 0), tables }
}

/** Refuses triggers, views and odd names: a backup from a stranger must not bring programs. */
function refuseForeign(connection: Sqlite.Database): void {
  const foreign = connection
    .prepare<[], string>(
      `select type || ' ' || name from sqlite_master where type not in ('table', 'index') or name glob '*[^a-zA-Z0-9_]*'
       union all select 'column ' || c.name from sqlite_master t, pragma_table_info(t.name) c
         where t.type = 'table' and c.name glob '*[^a-zA-Z0-9_]*'`,
    )
    .pluck()
    .get()
  if (foreign === undefined) return
  throw new StoreError(
    `${connection.name} contains something that is not in a Recapito store: ${JSON.stringify(foreign)}.`,
  )
}

/** As `verifyStore`, for a file that nobody else has open. */
export function verifyFile(file: string): BackupContents {
  const connection = new Sqlite(file)
  try {
    return verifyStore(connection)
  } finally {
    connection.close()
  }
}
