import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Client } from 'pg'
import { StoreError, type StoreLocation } from '#/db/store/store.ts'

/**
 * Loads thousands of rows straight into a migrated store that nobody else uses. One transaction drops indexes and
 * foreign keys first and creates them again at the end, so that an interrupted load leaves the store unchanged.
 */
export type BulkLoad = {
  insert<Table extends SQLiteTable>(table: Table, rows: readonly Table['$inferInsert'][]): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** @throws StoreError if another process has the file open. */
export async function openBulkLoad(location: StoreLocation): Promise<BulkLoad> {
  return 'url' in location ? loadPostgres(location.url) : loadSqlite(location.file)
}

/** The columns of a table, and a function that puts a row in their order, with defaults for missing values. */
function readColumns(table: SQLiteTable) {
  const columns = Object.entries(getTableColumns(table))
  return {
    names: columns.map(([, column]) => `"${column.name}"`),
    valuesOf: (row: Record<string, unknown>) =>
      columns.map(([name, column]) => row[name] ?? column.default ?? null),
    encode: (values: unknown[]) =>
      values.map((value, place) => (value === null ? null : columns[place]?.[1].mapToDriverValue(value))),
    nameValues: (values: unknown[]) =>
      Object.fromEntries(columns.map(([, column], place) => [column.name, values[place]])),
  }
}

async function loadSqlite(file: string): Promise<BulkLoad> {
  const { default: Sqlite } = await import('better-sqlite3')
  const connection = new Sqlite(file)
  const indexes = connection
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_master where type = 'index' and sql is not null",
    )
    .all()
  try {
    // The rollback journal keeps the old pages, of which there are hardly any; the WAL would hold every new page.
    connection.pragma('journal_mode = DELETE')
  } catch (error) {
    connection.close()
    throw new StoreError('The store is in use. Stop the server first.', { cause: error })
  }
  connection.pragma('synchronous = OFF')
  connection.pragma('foreign_keys = OFF')
  connection.pragma('cache_size = -262144')
  connection.pragma('threads = 4')
  connection.exec('BEGIN EXCLUSIVE')
  for (const { name } of indexes) connection.exec(`drop index "${name}"`)
  const close = () => {
    connection.pragma('journal_mode = WAL')
    connection.close()
  }
  const inserts = new Map<SQLiteTable, (row: Record<string, unknown>) => void>()
  const prepare = (table: SQLiteTable) => {
    const { names, valuesOf, encode } = readColumns(table)
    const places = names.map(() => '?').join()
    const statement = connection.prepare(
      `insert into "${getTableName(table)}" (${names.join()}) values (${places})`,
    )
    return (row: Record<string, unknown>) => statement.run(encode(valuesOf(row)))
  }
  return {
    async insert(table, rows) {
      const insert = inserts.get(table) ?? prepare(table)
      inserts.set(table, insert)
      for (const row of rows) insert(row)
    },
    async commit() {
      for (const { sql } of indexes) connection.exec(sql)
      connection.exec('COMMIT')
      connection.exec('ANALYZE')
      close()
    },
    async rollback() {
      connection.exec('ROLLBACK')
      close()
    },
  }
}

/** Lists the indexes with their SQL, to create them again. */
const listIndexes = `select indexname as name, indexdef as definition from pg_indexes
  where schemaname = 'public' and indexname not in (select conname from pg_constraint)`
const listForeignKeys = `select conname as name, conrelid::regclass::text as of, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`

async function loadPostgres(url: string): Promise<BulkLoad> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { indexes, keys } = await begin(client).catch(async (error) => {
    await client.end()
    throw error
  })
  // Sends one statement while it builds the next.
  let sent: Promise<unknown> = Promise.resolve()
  return {
    async insert(table, rows) {
      if (rows.length === 0) return
      const { names, valuesOf, nameValues } = readColumns(table)
      const json = JSON.stringify(rows.map((row) => nameValues(valuesOf(row))))
      const name = getTableName(table)
      await sent
      sent = client.query(
        `insert into "${name}" (${names.join()}) select ${names.join()} from json_populate_recordset(null::"${name}", $1)`,
        [json],
      )
      // The next await sees the failure.
      sent.catch(() => undefined)
    },
    async commit() {
      await sent
      for (const { definition } of indexes) await client.query(definition)
      for (const { name, of, definition } of keys)
        await client.query(`alter table ${of} add constraint "${name}" ${definition}`)
      await client.query('commit')
      await client.query('vacuum (analyze)')
      await client.end()
    },
    async rollback() {
      await client.query('rollback').catch(() => undefined)
      await client.end()
    },
  }
}

async function begin(client: Client) {
  await client.query('begin')
  await client.query("set local maintenance_work_mem = '256MB'")
  await client.query('set local synchronous_commit = off')
  const indexes = (await client.query<{ name: string; definition: string }>(listIndexes)).rows
  const keys = (await client.query<{ name: string; of: string; definition: string }>(listForeignKeys)).rows
  for (const { name, of } of keys) await client.query(`alter table ${of} drop constraint "${name}"`)
  for (const { name } of indexes) await client.query(`drop index "${name}"`)
  return { indexes, keys }
}
