import { inArray, lt } from 'drizzle-orm'
import { passkeyChallenges } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import { restAfter } from '#/lib/rest.ts'

const atOnce = 500

/** Deletes challenges that can no longer be answered, in small transactions, so that nothing waits for it. */
export async function deleteOldChallenges(store: Store): Promise<void> {
  const before = now()
  for (let deleted = atOnce; deleted === atOnce; ) {
    const began = performance.now()
    deleted = await store.transact(async (tx) => {
      const old = tx
        .select({ id: passkeyChallenges.id })
        .from(passkeyChallenges)
        .where(lt(passkeyChallenges.expiresAt, before))
        .limit(atOnce)
      const gone = await tx
        .delete(passkeyChallenges)
        .where(inArray(passkeyChallenges.id, old))
        .returning({ id: passkeyChallenges.id })
      return gone.length
    })
    await restAfter(began)
  }
}
