import { eq } from 'drizzle-orm'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import type { StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { noteChanged } from '#/lib/contacts/form/sections.ts'
import { saysMore, toFormValues } from '#/lib/contacts/form/values.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** `hasDraft`: whether the account has a draft now. */
export type WrittenDraft = { version: number; hasDraft: boolean }

/**
 * Replaces the account's draft, or deletes it if `values` is null or says the same as the last revision. The same values
 * make no version. `stored` must come from the same transaction.
 */
export async function writeDraft(
  tx: Writer,
  { account, actor, contacts }: EditorGrant,
  stored: StoredContacts,
  values: ContactFormValues | null,
): Promise<WrittenDraft> {
  const accountId = account.id
  const submitted = toFormValues(contacts)
  const draft = values && saysMore(values, submitted) ? values : null
  const isSame = draft === null ? stored.draft === null : !saysMore(draft, stored.values)
  if (isSame) return { version: stored.version, hasDraft: stored.draft !== null }
  const version = account.contactsVersion + 1
  if (draft) {
    const row = { values: draft, version, savedBy: actor.user.id, savedAt: now() }
    await tx
      .insert(contactDrafts)
      .values({ accountId, ...row })
      .onConflictDoUpdate({ target: contactDrafts.accountId, set: row })
  } else await tx.delete(contactDrafts).where(eq(contactDrafts.accountId, accountId))
  const contactsChangedIn = noteChanged(account.contactsChangedIn, stored.values, draft ?? submitted, version)
  await tx
    .update(accounts)
    .set({ contactsVersion: version, contactsChangedIn })
    .where(eq(accounts.id, accountId))
  return { version, hasDraft: draft !== null }
}
