import { and, inArray, lt, type SQL } from 'drizzle-orm'
import { contactDrafts } from '#/db/schema/accounts.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { deleteInParts } from '#/lib/platform/store/delete-in-parts.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { nextStretch, type Stretch } from '#/lib/platform/store/stretch.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { retentionRules } from './rules.ts'

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
  await deleteOldInvitations(store, retentionRules.invitations.isOld(before), stopping)
}

const rowsAtOnce = 500

/** Deletes those invitations that are old, of which no index knows: along their ids, a stretch at a time, with a rest after each. */
export async function deleteOldInvitations(
  store: Store,
  isOld: SQL | undefined,
  stopping?: AbortSignal,
): Promise<void> {
  for (let after: string | null = ''; after !== null && !stopping?.aborted; ) {
    const began = performance.now()
    const { within, next }: Stretch = await nextStretch(store.read, invitations, after, rowsAtOnce)
    const old = and(within, isOld)
    if ((await store.read.$count(invitations, old)) > 0) {
      await store.transact(async (tx) => {
        await tx.delete(invitations).where(old)
      })
    }
    await restAfter(began)
    after = next
  }
}
