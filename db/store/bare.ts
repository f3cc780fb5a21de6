import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { engine } from '#/db/engine.ts'

/** The value of a column as no index has it, so that neither engine looks for it in one. */
export function bare(column: AnyColumn): SQL {
  return column.dataType === 'number' ? sql`(${column} + 0)` : sql`(${column} || '')`
}

/** The same where rows are tested, on SQLite alone: PostgreSQL weighs its statistics, which it has of columns only. */
export function tested(column: AnyColumn): SQL {
  return engine === 'sqlite' ? bare(column) : sql`${column}`
}
