import { and, asc, gt, lte, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Reader } from '#/db/store/store.ts'

/** A stretch of a table along its ids: what its rows are found by, and the id where the next one begins after; null where it is the last. */
export type Stretch = { within: SQL | undefined; next: string | null }

/**
 * The next `size` rows of a table after an id, for walks through what no index finds: a stretch costs the same however large the
 * table is.
 */
export async function nextStretch(
  read: Reader,
  table: SQLiteTable & { id: SQLiteColumn },
  after: string,
  size: number,
): Promise<Stretch> {
  const { id } = table
  const [end] = await read
    .select({ id })
    .from(table)
    .where(gt(id, after))
    .orderBy(asc(id))
    .limit(1)
    .offset(size - 1)
  const next = end ? String(end.id) : null
  return { within: and(gt(id, after), next === null ? undefined : lte(id, next)), next }
}
