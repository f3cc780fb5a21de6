import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Writer } from '#/db/store/store.ts'

/** Inserts one row and returns it with its defaults. */
export async function insertOne<Table extends SQLiteTable>(
  tx: Writer,
  table: Table,
  row: Table['$inferInsert'],
): Promise<Table['$inferSelect']> {
  const [inserted] = await tx.insert(table).values(row).returning()
  if (!inserted) throw new Error('The insert answered no row.')
  return inserted
}
