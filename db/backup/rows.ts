import type Sqlite from 'better-sqlite3'
import type { ClientBase } from 'pg'
import { StoreError } from '#/db/store/store.ts'
import type { BackupTable } from './tables.ts'

/** A row as SQLite keeps it, from either engine: flags are 1 and 0, JSON is text, times are numbers. */
export type BackupRow = (string | number | null)[]

const pageSize = 500

export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join()

/** The table's rows in the order of its key, by pages. */
export function* readSqlite(connection: Sqlite.Database, table: BackupTable): Generator<BackupRow[]> {
  const rows = connection
    .prepare<[], BackupRow>(
      `select ${quoted(table.columns)} from "${table.name}" order by ${quoted(table.key)}`,
    )
    .raw()
    .iterate()
  let page: BackupRow[] = []
  for (const row of rows) {
    page.push(row)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

/** Converts PostgreSQL values, by the number of their type, to what SQLite keeps. */
const types: Record<number, (text: string) => string | number> = {
  16: (text) => (text === 't' ? 1 : 0),
  20: Number,
  21: Number,
  23: Number,
}
const asSqlite = { getTypeParser: (type: number) => types[type] ?? ((text: string) => text) }

/** As `readSqlite`, inside a transaction. Both sort text by its bytes, whatever the database's own order. */
export async function* readPostgres(client: ClientBase, table: BackupTable): AsyncGenerator<BackupRow[]> {
  const types = await readTypes(client, table)
  const order = table.key.map((name) => orderBy(name, types.get(name))).join()
  await client.query(
    `declare reading no scroll cursor for select ${quoted(table.columns)} from "${table.name}" order by ${order}`,
  )
  for (;;) {
    const { rows } = await client.query<BackupRow>({
      text: `fetch ${pageSize} from reading`,
      rowMode: 'array',
      types: asSqlite,
    })
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) break
  }
  await client.query('close reading')
}

/** Sorts as SQLite does: empty first, numbers by size, anything else by its bytes. */
function orderBy(column: string, type: string | undefined): string {
  const isNumber = type === 'bigint' || type === 'integer' || type === 'boolean'
  return `${isNumber ? `"${column}"` : `"${column}"::text collate "C"`} nulls first`
}

/** The types of a table's columns in PostgreSQL, by name. @throws StoreError if one is missing. */
export async function readTypes(client: ClientBase, table: BackupTable): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [`public."${table.name}"`],
  )
  const types = new Map(rows.map(({ name, type }) => [name, type]))
  const missing = table.columns.filter((column) => !types.has(column))
  if (missing.length > 0)
    throw new StoreError(`PostgreSQL has no ${missing.join(', ')} in ${table.name}. Is it a Recapito store?`)
  return types
}

export function nameRow(table: BackupTable, row: BackupRow): string {
  const key = table.key.map((name) => `${name} ${JSON.stringify(row[table.columns.indexOf(name)])}`)
  return `${table.name}, ${key.join(', ')}`
}
