import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { engine } from './store.ts'

/**
 * A column that is always read row by row: without statistics SQLite would search an index for the most common value.
 * PostgreSQL decides by its statistics.
 */
export function scanned(column: AnyColumn): SQL {
  return engine === 'sqlite' ? sql`+${column}` : sql`${column}`
}
