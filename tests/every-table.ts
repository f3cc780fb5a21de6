import { getTableName } from 'drizzle-orm'
import type { Store } from '#/db/store/store.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'

/** Every row of every table, for tests that something is stored nowhere or did not change. */
export async function dumpRows(store: Store): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const rows: { table: string; row: Record<string, unknown> }[] = []
  for (const table of allTables) {
    for (const row of await store.read.select().from(table)) rows.push({ table: getTableName(table), row })
  }
  return rows
}
