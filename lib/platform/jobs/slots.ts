import { and, eq, gt, lte, or } from 'drizzle-orm'
import { turns } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { maxClockSkew, now } from '#/lib/platform/values/clock.ts'

/**
 * Takes the next turn of work that several workers share, once in `every` milliseconds for all callers and restarts.
 * Returns whether the caller got it. A fast clock that is corrected delays no turn.
 */
export function claimSlot(store: Store, name: string, every: number): Promise<boolean> {
  return store.transact(async (tx) => {
    const at = now()
    const nextAt = at + every
    const [first] = await tx.insert(turns).values({ name, nextAt }).onConflictDoNothing().returning()
    if (first) return true
    const [taken] = await tx
      .update(turns)
      .set({ nextAt })
      .where(and(eq(turns.name, name), or(lte(turns.nextAt, at), gt(turns.nextAt, nextAt + maxClockSkew))))
      .returning()
    return taken !== undefined
  })
}
