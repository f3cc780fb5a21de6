import { eq } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import type { Account } from '#/lib/accounts/account/standing.ts'
import { withoutTypedAddress } from '#/lib/contacts/form/withdraw-address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** An address that is taken out of an account, and what of that its revision keeps. */
type Withdrawal = { key: string } & Pick<
  typeof contactRevisions.$inferInsert,
  'cause' | 'refusedAddress' | 'savedBy'
>

/**
 * Writes contact information without an address (`content`), and the draft without it; null where only the draft has it.
 * Revision and draft go on by one version together, so that a save under way becomes a conflict.
 */
export async function writeWithdrawal(
  tx: Writer,
  account: Account,
  content: ContactInformation | null,
  { key, ...kept }: Withdrawal,
): Promise<void> {
  const version = account.contactsVersion + 1
  if (content) {
    const row = { id: newId(), accountId: account.id, version, content, savedAt: now() }
    await tx.insert(contactRevisions).values({ ...row, ...kept })
  }
  const ofDraft = eq(contactDrafts.accountId, account.id)
  const [draft] = await tx.select().from(contactDrafts).where(ofDraft)
  if (draft) {
    const values = withoutTypedAddress(draft.values, key)
    await tx.update(contactDrafts).set({ values, version }).where(ofDraft)
  }
  await tx.update(accounts).set({ contactsVersion: version }).where(eq(accounts.id, account.id))
}
