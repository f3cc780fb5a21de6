import { getTableName } from 'drizzle-orm'
import type { Store } from '#/db/store/store.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'

/** Each `table.column` whose rows contain one of these texts in any case, also inside JSON and longer texts. */
export async function listWhereStands(store: Store, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.map((text) => text.toLowerCase())
  const found = new Set<string>()
  for (const table of allTables) {
    const rows: Record<string, unknown>[] = await store.read.select().from(table)
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const said = JSON.stringify(value ?? null).toLowerCase()
        if (wanted.some((text) => said.includes(text))) found.add(`${getTableName(table)}.${column}`)
      }
    }
  }
  return [...found].sort()
}
