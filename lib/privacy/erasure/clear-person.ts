import { eq } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { users } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'

/**
 * Deletes a person's names and ways of signing in, and returns how many sessions and passkeys it deleted. Their row stays
 * because others refer to it.
 */
export async function clearPerson(tx: Writer, id: string): Promise<{ sessions: number; passkeys: number }> {
  const gone: Partial<Record<TableName, number>> = {}
  for (const name of ruledTables) {
    const { erased } = ruleOf(name)
    const ofPerson = typeof erased === 'string' ? undefined : erased.withPerson
    if (!ofPerson) continue
    const table: SQLiteTable = tables[name]
    const rows = await tx.delete(table).where(eq(ofPerson, id)).returning({ ofPerson })
    gone[name] = rows.length
  }
  const empty = { name: '', locale: null, timeZone: null, theme: 'system', density: 'compact' } as const
  const erased = { email: erasedPlaceholder, emailKey: `${erasedPlaceholder}:${id}`, erasedAt: now() }
  await tx
    .update(users)
    .set({ ...empty, ...erased })
    .where(eq(users.id, id))
  return { sessions: gone.sessions ?? 0, passkeys: gone.passkeys ?? 0 }
}
