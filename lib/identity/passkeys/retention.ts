import { lt } from 'drizzle-orm'
import { passkeyChallenges } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { deleteInParts, deleteOld } from '#/lib/platform/store/delete-in-parts.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Deletes challenges that can no longer be answered. */
export async function deleteOldChallenges(store: Store, stopping?: AbortSignal): Promise<void> {
  const isOver = lt(passkeyChallenges.expiresAt, now())
  await deleteInParts(store, (tx, most) => deleteOld(tx, passkeyChallenges, isOver, most), stopping)
}
