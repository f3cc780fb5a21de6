import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { engine } from '#/db/engine.ts'

/**
 * A column that is read row by row: SQLite keeps no statistics, and would look for the most common value in an index. PostgreSQL
 * weighs what it knows of the column.
 */
export function scanned(column: AnyColumn): SQL {
  return engine === 'sqlite' ? sql`+${column}` : sql`${column}`
}
