import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { BulkLoad } from './bulk-load.ts'

const rowsAtOnce = 2000

/** Collects rows and inserts them by the thousand, in any order: a bulk load checks no reference. */
export class Rows {
  #load: BulkLoad
  #waiting = new Map<SQLiteTable, object[]>()
  #written = new Map<SQLiteTable, number>()
  /** Addresses of accounts, once for each account. */
  contacts = 0

  constructor(load: BulkLoad) {
    this.#load = load
  }

  add<Table extends SQLiteTable>(table: Table, ...rows: Table['$inferInsert'][]): void {
    const waiting = this.#waiting.get(table)
    if (waiting) waiting.push(...rows)
    else this.#waiting.set(table, rows)
  }

  /** How many rows of this table were added. */
  count(table: SQLiteTable): number {
    return (this.#written.get(table) ?? 0) + (this.#waiting.get(table)?.length ?? 0)
  }

  /** Inserts the collected rows: of all tables, or of those with many. */
  async write(which: 'all' | 'many'): Promise<void> {
    for (const [table, rows] of this.#waiting) {
      if (rows.length === 0 || (which === 'many' && rows.length < rowsAtOnce)) continue
      // The cast is safe: `add` accepts only rows of this table.
      await this.#load.insert(table, rows as never[])
      this.#written.set(table, (this.#written.get(table) ?? 0) + rows.length)
      this.#waiting.set(table, [])
    }
  }
}
