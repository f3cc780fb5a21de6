import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Guarded } from './guarded.ts'

/** A guarded table, to write. Only the modules that `.dependency-cruiser.mjs` names import it. */
export function unguarded<Table extends SQLiteTable>(table: Guarded<string, Table>): Table {
  return table as unknown as Table
}
