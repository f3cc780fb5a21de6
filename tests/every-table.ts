import { readdirSync } from 'node:fs'
import { getTableName, is, Table } from 'drizzle-orm'
import type { accounts } from '#/db/schema/accounts.ts'
import type { Store } from '#/db/store/index.ts'

/** Every table of the schema, from the files of `db/schema/`: a new one is here by existing. */
export async function listTables(): Promise<(typeof accounts)[]> {
  const files = readdirSync('db/schema').filter((name) => name.endsWith('.ts'))
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((name) => import(`../db/schema/${name}`)),
  )
  // On either engine they are typed as SQLite's (db/columns/index.ts).
  return modules.flatMap(Object.values).filter((value) => is(value, Table)) as (typeof accounts)[]
}

/** Every row of every table, as `table: row in JSON`, for those tests that look for what must stand nowhere. */
export async function dumpRows(store: Store): Promise<{ table: string; row: Record<string, unknown> }[]> {
  const rows: { table: string; row: Record<string, unknown> }[] = []
  for (const table of await listTables()) {
    for (const row of await store.read.select().from(table)) rows.push({ table: getTableName(table), row })
  }
  return rows
}
