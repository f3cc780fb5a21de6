import { and, asc, gt, lte, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Reader } from '#/db/store/store.ts'

/** A table and the column that orders the walk. */
export type Path = { table: SQLiteTable; key: SQLiteColumn }
/** The condition for the rows of a page, and the key that the next page starts after; null for the last page. */
type RowPage = { within: SQL | undefined; next: string | null }

/**
 * The next `size` rows of a table after a key, for walks that no index serves: a page costs the same at any table size.
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
