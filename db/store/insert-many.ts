import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { chunksOf, nameStatement } from './list-query.ts'
import { engine, noteForCommit, type Writer } from './store.ts'

/** PostgreSQL takes 65,535 parameters in a statement, and a notice has some forty. */
const rowsPerStatement = 250

/** Whether PostgreSQL's JSON takes the text: it refuses half a character, although that is valid JSON. */
export function isPlainJson(text: string): boolean {
  return !/\\ud[89a-f]/.test(text)
}

type Insert = (row: Record<string, unknown>) => PromiseLike<unknown>

/** A writer lasts as long as its connection, so its statements can stay prepared. */
const inserts = new WeakMap<Writer, Map<SQLiteTable, Insert>>()

/**
 * Inserts many rows, and notes the table for the listeners of `onCommit`. On SQLite with one prepared statement per
 * row: building a long one costs as much as running it (tried with batches of 100 alerts). On PostgreSQL with one for
 * many rows, to save round trips, and the rows as one parameter: naming each value costs more than storing it (10,000
 * notices: 5.1 s, then 2.6).
 */
export async function insertMany<Table extends SQLiteTable>(
  tx: Writer,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  if (rows.length === 0) return
  noteForCommit(getTableName(table))
  if (engine === 'postgres') {
    for (const some of chunksOf(rows, rowsPerStatement)) await insertTogether(tx, table, some)
    return
  }
  const insert = findInsert(tx, table)
  for (const row of rows) await insert(row)
}

async function insertTogether<Table extends SQLiteTable>(
  tx: Writer,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table))
  const defaults = defaultsOf(table)
  const given = rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([key, { name }]) => [name, row[key] ?? defaults[key]])),
  )
  const text = JSON.stringify(given)
  if (!isPlainJson(text)) {
    await tx.insert(table).values([...rows])
    return
  }
  await findInsertOfAll(tx, table)({ rows: text })
}

/** PostgreSQL's statement that inserts any number of rows. */
function findInsertOfAll(tx: Writer, table: SQLiteTable): Insert {
  const own = inserts.get(tx) ?? new Map<SQLiteTable, Insert>()
  inserts.set(tx, own)
  const known = own.get(table)
  if (known) return known
  const names = sql.join(
    Object.values(getTableColumns(table)).map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  const rows = sql`json_populate_recordset(null::${table}, ${sql.placeholder('rows')}::json)`
  const statement = tx.insert(table).select(sql`select ${names} from ${rows}`)
  const named = statement as unknown as { prepare(name: string): ReturnType<typeof statement.prepare> }
  const prepared = named.prepare(nameStatement(statement.toSQL().sql))
  const insert: Insert = (row) => prepared.execute(row)
  own.set(table, insert)
  return insert
}

function findInsert(tx: Writer, table: SQLiteTable): Insert {
  const own = inserts.get(tx) ?? new Map<SQLiteTable, Insert>()
  inserts.set(tx, own)
  const known = own.get(table)
  if (known) return known
  const defaults = defaultsOf(table)
  const places = Object.keys(defaults).map((name) => [name, sql.placeholder(name)])
  // The names are the table's own, so the values fit it.
  const statement = tx.insert(table).values(Object.fromEntries(places) as never)
  const prepared = statement.prepare()
  const insert: Insert = (row) => prepared.execute({ ...defaults, ...row })
  own.set(table, insert)
  return insert
}

/** The values of a row for the columns it leaves out. */
function defaultsOf(table: SQLiteTable): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, { default: value }]) => [name, value ?? null]),
  )
}
