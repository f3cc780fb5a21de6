import { and, inArray, lt } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import { restAfter } from '#/lib/rest.ts'

const atOnce = 500

/** Deletes the counts whose span is over: they count for nothing any more. */
export async function deleteOldCounts(store: Store, stopping: AbortSignal): Promise<void> {
  for (;;) {
    const began = performance.now()
    const isOver = lt(counts.resetAt, now())
    const old = await store.read.select({ key: counts.key }).from(counts).where(isOver).limit(atOnce)
    if (old.length === 0 || stopping.aborted) return
    const keys = old.map(({ key }) => key)
    // Anew in the transaction: somebody may have begun another span meanwhile.
    await store.transact((tx) => tx.delete(counts).where(and(inArray(counts.key, keys), isOver)), {
      isolation: 'read committed',
    })
    if (old.length < atOnce) return
    await restAfter(began)
  }
}
