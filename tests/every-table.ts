import { getTableName } from 'drizzle-orm'
import type { Store } from '#/db/store/store.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'

/** Every row of every table, for tests that something is stored nowhere or did not change. */
export async function dumpRows(store: Store): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const rows: { table: string; row: Record<string, unknown> }[] = []
  for (const table of allTables) {
    const found = await store.read.select().from(table)
    // A table has no order of its own, and PostgreSQL's changes when a write is rolled back.
    const inOrder = found.map((row) => ({ row, text: JSON.stringify(row) }))
    inOrder.sort((one, other) => (one.text < other.text ? -1 : 1))
    rows.push(...inOrder.map(({ row }) => ({ table: getTableName(table), row })))
  }
  return rows
}

/** Each `table.column` whose rows contain one of these texts in any case, also inside JSON and longer texts. */
export async function listColumnsWith(store: Store, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.map((text) => text.toLowerCase())
  const cells = (await dumpRows(store)).flatMap(({ table, row }) =>
    Object.entries(row).map(([column, value]) => ({ at: `${table}.${column}`, value })),
  )
  const found = cells.filter(({ value }) => {
    const said = JSON.stringify(value ?? null).toLowerCase()
    return wanted.some((text) => said.includes(text))
  })
  return [...new Set(found.map(({ at }) => at))].sort()
}
