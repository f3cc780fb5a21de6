import { eq } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { applyDueRule } from '#/lib/changes/gate/due-rule.ts'
import { withoutMember } from '#/lib/contacts/fields/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/**
 * Takes a person who leaves the account out of its alert contacts, in the transaction that removes them: a revision
 * without them, the draft without them, and what follows for the gate (product.md, People leave). `standing` is the
 * account's before; `actorId` is who removed them, or themselves.
 */
export async function withdrawMember(
  tx: Writer,
  standing: AccountStanding,
  leaverId: string,
  actorId: string,
): Promise<void> {
  const { account, contacts } = standing
  const version = account.contactsVersion + 1
  const served = contacts?.alerts.includes(leaverId) ?? false
  const [draft] = await tx.select().from(contactDrafts).where(eq(contactDrafts.accountId, account.id))
  const drafted = draft?.values.alerts.includes(leaverId) ?? false

  const left = contacts && served ? withoutMember(contacts, leaverId) : contacts
  if (left && served) {
    await tx.insert(contactRevisions).values({
      id: newId(),
      accountId: account.id,
      version,
      content: left,
      cause: 'left',
      leaverId,
      savedBy: actorId,
      savedAt: now(),
    })
  }
  if (draft && (served || drafted)) {
    await tx
      .update(contactDrafts)
      .set({ values: withoutMember(draft.values, leaverId), version })
      .where(eq(contactDrafts.accountId, account.id))
  }
  if (served || drafted) {
    await tx.update(accounts).set({ contactsVersion: version }).where(eq(accounts.id, account.id))
  }
  const members = standing.members.filter(({ userId }) => userId !== leaverId)
  await applyDueRule(tx, { ...standing, members, contacts: left })
}
