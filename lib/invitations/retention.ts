import { inArray, lt } from 'drizzle-orm'
import { contactDrafts } from '#/db/schema/accounts.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/index.ts'
import { day, now } from '#/lib/clock.ts'
import { deleteInParts, deleteOld } from '#/lib/retention/delete-some.ts'
import { retentionRules } from '#/lib/retention/rules.ts'
import { readSettings } from '#/lib/settings/queries.ts'

/**
 * Deletes drafts that nobody saved for long, and invitations that ended unaccepted long ago (a setting, 90 days: product.md,
 * Personal data). In small transactions, so that nothing waits for it.
 */
export async function deleteAbandoned(store: Store, stopping?: AbortSignal): Promise<void> {
  const before = now() - (await readSettings(store.read)).draftDays * day
  await deleteInParts(
    store,
    async (tx, most) => {
      const old = tx
        .select({ id: contactDrafts.accountId })
        .from(contactDrafts)
        .where(lt(contactDrafts.savedAt, before))
        .limit(most)
      const gone = await tx
        .delete(contactDrafts)
        .where(inArray(contactDrafts.accountId, old))
        .returning({ id: contactDrafts.accountId })
      return gone.length
    },
    stopping,
  )
  const isDead = retentionRules.invitations.isOld(before)
  await deleteInParts(store, (tx, most) => deleteOld(tx, invitations, isDead, most), stopping)
}
