import { and, inArray, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Writer } from '#/db/store/store.ts'
import { ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { findKey, listColumns, type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'

/** Per statement, and parents per step, which deletes their children first. */
const maxDeleted = 500
const groupsPerBatch = 20

const links = ruledTables.flatMap((name) =>
  (ruleOf(name).deleted?.with ?? []).map((link) => ({ child: tables[name], ...link })),
)

/** Whether rows of other tables are deleted together with rows of this one. */
export function isParent(name: TableName): boolean {
  return links.some(({ table }) => table === tables[name])
}

/**
 * Deletes some of the rows that `which` finds, and before them some of the rows that depend on them, so that a step is
 * short. Returns how many rows it deleted: 0 when none is left.
 */
export async function deleteBatch(tx: Writer, name: TableName, which: SQL | undefined): Promise<number> {
  const table: SQLiteTable = tables[name]
  const key = findKey(table)?.column
  if (!isParent(name) || !key) return deleteRows(tx, table, which)
  const found = await tx.select({ key }).from(table).where(which).limit(groupsPerBatch)
  const keys = found.map((row) => row.key)
  if (keys.length === 0) return 0
  let rows = 0
  for (const { child, by, where } of links.filter((link) => link.table === table)) {
    const gone = await deleteRows(tx, child, and(inArray(by, keys), where))
    rows += gone
    if (gone >= maxDeleted) return rows
  }
  return rows + (await deleteRows(tx, table, inArray(key, keys)))
}

/** Deletes all rows at once from a table without a key of its own: such tables have few. */
async function deleteRows(tx: Writer, table: SQLiteTable, which: SQL | undefined): Promise<number> {
  const key = findKey(table)?.column
  const one = key ?? listColumns(table)[0]?.column
  if (!which || !one) throw new Error('Nothing says which rows are to go.')
  const some = key && inArray(key, tx.select({ key }).from(table).where(which).limit(maxDeleted))
  const gone = await tx
    .delete(table)
    // The condition is repeated because another transaction may have changed the row.
    .where(and(some, which))
    .returning({ one })
  return gone.length
}
