import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Reader } from '#/db/store/store.ts'

/** Counts the rows that match `where`, but no more than `most`, so that counting stays quick. */
export function countUpTo(
  read: Reader,
  table: SQLiteTable,
  where: SQL | undefined,
  most: number,
): Promise<number> {
  const one = sql`1`.as('one')
  return read.$count(read.select({ one }).from(table).where(where).limit(most).as('some'))
}
