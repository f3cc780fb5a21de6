import { and, asc, gt, lte, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Reader } from '#/db/store/store.ts'

/** A table and the column to go along. */
export type Path = { table: SQLiteTable; key: SQLiteColumn }
/** What a stretch's rows are found by, and the key that the next one begins after; null where it is the last. */
export type RowPage = { within: SQL | undefined; next: string | null }

/**
 * The next `size` rows of a table after a key, for walks through what no index finds: a stretch costs the same however large the
 * table is.
 */
export async function nextPage(
  read: Reader,
  { table, key }: Path,
  after: string,
  size: number,
): Promise<RowPage> {
  const [end] = await read
    .select({ key })
    .from(table)
    .where(gt(key, after))
    .orderBy(asc(key))
    .limit(1)
    .offset(size - 1)
  const next = end ? String(end.key) : null
  return { within: and(gt(key, after), next === null ? undefined : lte(key, next)), next }
}
