import { inArray } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { chunksOf } from './list-query.ts'
import { engine, type Writer } from './store.ts'

type Strength = 'update' | 'share'
type Lockable = { for(strength: Strength, config?: { of: SQLiteTable }): unknown }

/**
 * On PostgreSQL the same query, which locks the rows it finds of its first table, or of `of`, until the transaction ends,
 * in the order that it asks for, and answers them as they are once they are locked. SQLite has one writer.
 */
export function locking<Query extends object>(query: Query, strength: Strength, of?: SQLiteTable): Query {
  if (engine === 'sqlite') return query
  // Queries are typed as SQLite's, which has no such locks.
  return (query as unknown as Lockable).for(strength, of && { of }) as Query
}

/** Locks rows by id, so that two works which lock the same rows cannot wait for each other. */
export async function lockRows(
  tx: Writer,
  table: SQLiteTable & { id: SQLiteColumn },
  ids: Iterable<string>,
): Promise<void> {
  if (engine === 'sqlite') return
  for (const some of chunksOf([...new Set(ids)].sort(), 5000)) {
    const rows = tx.select({ id: table.id }).from(table).where(inArray(table.id, some)).orderBy(table.id)
    await locking(rows, 'update')
  }
}
