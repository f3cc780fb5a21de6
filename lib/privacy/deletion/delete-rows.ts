import { and, inArray, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Writer } from '#/db/store/store.ts'
import { ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { findKey, listColumns, type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'

/** Rows of one statement at most, and rows that are taken on with what goes with them; some milliseconds each. */
const mostDeleted = 500
const groupsAtOnce = 20

const links = ruledTables.flatMap((name) =>
  (ruleOf(name).deleted?.with ?? []).map((link) => ({ child: tables[name], ...link })),
)

/** Whether rows of other tables go with those of this one. */
export function isParent(name: TableName): boolean {
  return links.some(({ table }) => table === tables[name])
}

/**
 * Deletes some of the rows that `which` finds, and first what goes with them: of each table a part, so that a step is
 * short. Answers how many rows went, 0 once none is left.
 */
export async function deleteSome(tx: Writer, name: TableName, which: SQL | undefined): Promise<number> {
  const table: SQLiteTable = tables[name]
  const key = findKey(table)?.column
  if (!isParent(name) || !key) return deleteRows(tx, table, which)
  const found = await tx.select({ key }).from(table).where(which).limit(groupsAtOnce)
  const keys = found.map((row) => row.key)
  if (keys.length === 0) return 0
  let rows = 0
  for (const { child, by, where } of links.filter((link) => link.table === table)) {
    const gone = await deleteRows(tx, child, and(inArray(by, keys), where))
    rows += gone
    if (gone >= mostDeleted) return rows
  }
  return rows + (await deleteRows(tx, table, inArray(key, keys)))
}

/** Of a table whose rows have no key of their own, all at once: those are few. */
async function deleteRows(tx: Writer, table: SQLiteTable, which: SQL | undefined): Promise<number> {
  const key = findKey(table)?.column
  const one = key ?? listColumns(table)[0]?.column
  if (!which || !one) throw new Error('Nothing says which rows are to go.')
  const some = key && inArray(key, tx.select({ key }).from(table).where(which).limit(mostDeleted))
  const gone = await tx
    .delete(table)
    // Asked of the row itself too: somebody may just have changed it.
    .where(and(some, which))
    .returning({ one })
  return gone.length
}
