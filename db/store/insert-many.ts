import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Free } from './guarded.ts'
import { chunksOf, nameStatement } from './list-query.ts'
import { engine, recordInserted, type Writer, watchTable } from './store.ts'

/** PostgreSQL takes 65,535 parameters in a statement, and a notice has some forty. */
const rowsPerStatement = 250

/** Whether PostgreSQL's JSON takes the text: it refuses half a character, although that is valid JSON. */
export function isPlainJson(text: string): boolean {
  return !/\\ud[89a-f]/.test(text)
}

type Row = Record<string, unknown>
type Insert = (values: Row) => PromiseLike<unknown>

/** The rows to insert into a table. One with the same value of `replaces` takes the place of the row that is there. */
export type RowSet = { table: SQLiteTable; rows: readonly Row[]; replaces?: SQLiteColumn }

/** A writer lasts as long as its connection, so its statements can stay prepared. */
const inserts = new WeakMap<Writer, Map<string, Insert>>()

export function rowsFor<Table extends SQLiteTable>(
  table: Table & Free,
  rows: readonly Table['$inferInsert'][],
  replaces?: SQLiteColumn,
): RowSet {
  return replaces ? { table, rows, replaces } : { table, rows }
}

/** Inserts many rows into one table, as `insertAll` does. */
export function insertMany<Table extends SQLiteTable>(
  tx: Writer,
  table: Table & Free,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  return insertAll(tx, [rowsFor(table, rows)])
}

/** The rows that the running transaction inserts into a table by `insertMany` from now on, as they come. */
export function watchInserts<Table extends SQLiteTable>(table: Table): readonly Table['$inferInsert'][] {
  // `insertMany` took them as rows of this table.
  return watchTable(getTableName(table)) as readonly Table['$inferInsert'][]
}

/**
 * Inserts many rows into tables that refer to those before them, and notes each table for the listeners of `onCommit`. On
 * SQLite with one prepared statement per row: building a long one costs as much as running it (tried with batches of 100
 * alerts). On PostgreSQL with one for all, to save round trips, and a table's rows as one parameter: naming each value
 * costs more than storing it (10,000 notices: 5.1 s, then 2.6).
 */
export async function insertAll(tx: Writer, sets: readonly RowSet[]): Promise<void> {
  const filled = sets.filter(({ rows }) => rows.length > 0)
  for (const { table, rows } of filled) recordInserted(getTableName(table), rows)
  if (engine === 'postgres') return insertTogether(tx, filled)
  for (const set of filled) {
    const insert = findInsert(tx, set)
    for (const row of set.rows) await insert(row)
  }
}

async function insertTogether(tx: Writer, sets: readonly RowSet[]): Promise<void> {
  if (sets.reduce((count, { rows }) => count + rows.length, 0) <= rowsPerStatement)
    return insertAtOnce(tx, sets)
  for (const set of sets) {
    for (const rows of chunksOf(set.rows, rowsPerStatement)) await insertAtOnce(tx, [{ ...set, rows }])
  }
}

async function insertAtOnce(tx: Writer, sets: readonly RowSet[]): Promise<void> {
  if (sets.length === 0) return
  const texts = Object.fromEntries(sets.map(({ table, rows }) => [getTableName(table), toJson(table, rows)]))
  if (Object.values(texts).every(isPlainJson)) {
    await findInsertOfAll(tx, sets)(texts)
    return
  }
  for (const set of sets) await conflicting(tx.insert(set.table).values([...set.rows]), set)
}

function toJson(table: SQLiteTable, rows: readonly Row[]): string {
  const columns = Object.entries(getTableColumns(table))
  const defaults = defaultsOf(table)
  const given = rows.map((row) =>
    Object.fromEntries(columns.map(([key, { name }]) => [name, row[key] ?? defaults[key]])),
  )
  return JSON.stringify(given)
}

/** PostgreSQL's statement that inserts any number of rows into these tables. */
function findInsertOfAll(tx: Writer, sets: readonly RowSet[]): Insert {
  return keep(tx, sets.map(nameSet).join(), () => {
    const each = sets.map((set) => {
      const name = getTableName(set.table)
      const names = Object.values(getTableColumns(set.table)).map(({ name }) => sql.identifier(name))
      const rows = sql`json_populate_recordset(null::${set.table}, ${sql.placeholder(name)}::json)`
      const insert = tx.insert(set.table).select(sql`select ${sql.join(names, sql`, `)} from ${rows}`)
      return tx.$with(`into_${name}`, {}).as(conflicting(insert, set).getSQL())
    })
    // A statement checks what refers to other rows when all of its parts are done.
    const statement = tx
      .with(...each)
      .select({ done: sql`1` })
      .from(sql`(values (1)) as done`)
    const named = statement as unknown as { prepare(name: string): ReturnType<typeof statement.prepare> }
    const prepared = named.prepare(nameStatement(statement.toSQL().sql))
    return (texts) => prepared.execute(texts)
  })
}

function findInsert(tx: Writer, set: RowSet): Insert {
  return keep(tx, nameSet(set), () => {
    const defaults = defaultsOf(set.table)
    const places = Object.keys(defaults).map((name) => [name, sql.placeholder(name)])
    // The names are the table's own, so the values fit it.
    const statement = tx.insert(set.table).values(Object.fromEntries(places) as never)
    const prepared = conflicting(statement, set).prepare()
    return (row) => prepared.execute({ ...defaults, ...row })
  })
}

function nameSet({ table, replaces }: RowSet): string {
  return replaces ? `${getTableName(table)} by ${replaces.name}` : getTableName(table)
}

function keep(tx: Writer, name: string, prepare: () => Insert): Insert {
  const own = inserts.get(tx) ?? new Map<string, Insert>()
  inserts.set(tx, own)
  const insert = own.get(name) ?? prepare()
  own.set(name, insert)
  return insert
}

type Inserting = ReturnType<ReturnType<Writer['insert']>['values']>

/** The insert, which replaces rows if the set is marked so. */
function conflicting(insert: Inserting, { table, replaces }: RowSet): Inserting {
  if (!replaces) return insert
  const others = Object.entries(getTableColumns(table)).filter(([, { name }]) => name !== replaces.name)
  const set = others.map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`])
  return insert.onConflictDoUpdate({ target: replaces, set: Object.fromEntries(set) })
}

/** The values of a row for the columns it leaves out. */
function defaultsOf(table: SQLiteTable): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, { default: value }]) => [name, value ?? null]),
  )
}
