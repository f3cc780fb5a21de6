import { and, eq, inArray, or } from 'drizzle-orm'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import type { Store } from '#/db/store/store.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { deleteInParts } from '#/lib/platform/store/delete-in-parts.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { retentionRules } from './rules.ts'

/** Deletes announcements that were sent as long ago as notices are kept, and those that nobody sent after as long as drafts. */
export async function deleteOldAnnouncements(store: Store, stopping?: AbortSignal): Promise<void> {
  const { deliveryDays, draftDays } = await readSettings(store.read)
  const isOld = or(
    retentionRules.announcements.isOld(now() - deliveryDays * day),
    retentionRules.unsent.isOld(now() - draftDays * day),
  )
  for (const { id } of await store.read.select({ id: announcements.id }).from(announcements).where(isOld)) {
    if (stopping?.aborted) return
    const isStill = and(eq(announcements.id, id), isOld)
    const listed = eq(announcementAccounts.announcementId, id)
    await deleteInParts(
      store,
      async (tx, most) => {
        // Somebody may have taken a draft up again meanwhile.
        if ((await tx.$count(announcements, isStill)) === 0) return 0
        const some = tx
          .select({ id: announcementAccounts.id })
          .from(announcementAccounts)
          .where(listed)
          .limit(most)
        const gone = await tx
          .delete(announcementAccounts)
          .where(inArray(announcementAccounts.id, some))
          .returning({ id: announcementAccounts.id })
        if (gone.length < most) await tx.delete(announcements).where(isStill)
        return gone.length
      },
      stopping,
    )
  }
}
