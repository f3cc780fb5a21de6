import { and, inArray, isNull, lt, or } from 'drizzle-orm'
import { contactDrafts } from '#/db/schema/accounts.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import { readSettings } from '#/lib/settings/queries.ts'

const day = 86_400_000
const rowsAtOnce = 200

/**
 * Deletes drafts that nobody saved for long, and invitations that ended unaccepted long ago (a setting, 90 days: product.md,
 * Personal data). In small transactions, so that nothing waits for it.
 */
export async function deleteAbandoned(store: Store): Promise<void> {
  const before = now() - (await readSettings(store.read)).draftDays * day
  await untilDone(() =>
    store.transact((tx) => {
      const old = tx
        .select({ id: contactDrafts.accountId })
        .from(contactDrafts)
        .where(lt(contactDrafts.savedAt, before))
        .limit(rowsAtOnce)
      return tx
        .delete(contactDrafts)
        .where(inArray(contactDrafts.accountId, old))
        .returning({ id: contactDrafts.accountId })
    }),
  )
  const { expiresAt, revokedAt, replacedAt, acceptedAt } = invitations
  const dead = and(
    isNull(acceptedAt),
    or(lt(expiresAt, before), lt(revokedAt, before), lt(replacedAt, before)),
  )
  await untilDone(() =>
    store.transact((tx) => {
      const old = tx.select({ id: invitations.id }).from(invitations).where(dead).limit(rowsAtOnce)
      return tx.delete(invitations).where(inArray(invitations.id, old)).returning({ id: invitations.id })
    }),
  )
}

async function untilDone(deleteSome: () => Promise<unknown[]>): Promise<void> {
  while ((await deleteSome()).length === rowsAtOnce) await new Promise(setImmediate)
}
