import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Free } from './guarded.ts'
import { isPlainJson } from './insert-many.ts'
import { chunksOf } from './list-query.ts'
import { engine, type Writer } from './store.ts'

const rowsPerStatement = 1000

/**
 * Writes the given columns of each row. On PostgreSQL with one statement for all rows with the same columns, and the rows
 * as one parameter (see `insertMany`). Lock rows that others write too by id before: a statement has an order of its own.
 */
export async function updateMany<Table extends SQLiteTable & { id: SQLiteColumn }>(
  tx: Writer,
  table: Table & Free,
  rows: readonly (Partial<Table['$inferInsert']> & { id: string })[],
): Promise<void> {
  const alike = Map.groupBy(rows, (row) => Object.keys(row).sort().join())
  for (const some of alike.values()) {
    for (const together of chunksOf(some, rowsPerStatement)) await updateAlike(tx, table, together)
  }
}

async function updateAlike<Table extends SQLiteTable & { id: SQLiteColumn }>(
  tx: Writer,
  table: Table,
  rows: readonly (Partial<Table['$inferInsert']> & { id: string })[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table))
  const nameOf = new Map(columns.map(([key, { name }]) => [key, name]))
  const given = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [nameOf.get(key), value])),
  )
  const text = JSON.stringify(given)
  const [first] = rows
  if (!first) return
  if (engine === 'sqlite' || rows.length === 1 || !isPlainJson(text)) {
    for (const { id, ...changes } of rows)
      await tx
        .update(table)
        .set(changes as never)
        .where(eq(table.id, id))
    return
  }
  const changed = Object.keys(first).filter((key) => key !== 'id')
  const values = changed.map((key): [string, SQL] => [
    key,
    sql`given.${sql.identifier(nameOf.get(key) ?? key)}`,
  ])
  await tx
    .update(table)
    .set(Object.fromEntries(values) as never)
    .from(sql`json_populate_recordset(null::${table}, ${text}::json) as given`)
    .where(sql`${table.id} = given.id`)
}
