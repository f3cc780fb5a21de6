import { and, inArray, lt } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { deleteInParts } from '#/lib/platform/store/delete-in-parts.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Deletes the counts whose span is over: they count for nothing any more. */
export async function deleteOldCounts(store: Store, stopping?: AbortSignal): Promise<void> {
  const isOver = lt(counts.resetAt, now())
  await deleteInParts(
    store,
    async (tx, most) => {
      const old = tx.select({ key: counts.key }).from(counts).where(isOver).limit(most)
      // Asked of the row itself too: somebody may just have begun another span.
      const isStill = and(inArray(counts.key, old), isOver)
      return (await tx.delete(counts).where(isStill).returning({ key: counts.key })).length
    },
    stopping,
    { isolation: 'read committed' },
  )
}
