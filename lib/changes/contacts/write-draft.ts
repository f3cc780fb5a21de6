import { eq } from 'drizzle-orm'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import type { KeptContacts } from '#/lib/accounts/revisions/queries.ts'
import { noteChanged } from '#/lib/contacts/form/sections.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * Replaces the account's draft, or deletes it if `values` is null, and returns the version; the same values make none.
 * `kept` must come from the same transaction.
 */
export async function writeDraft(
  tx: Writer,
  { account, actor, contacts }: EditorGrant,
  kept: KeptContacts,
  values: ContactFormValues | null,
): Promise<number> {
  const accountId = account.id
  const isSame =
    values === null ? kept.draft === null : JSON.stringify(values) === JSON.stringify(kept.values)
  if (isSame) return kept.version
  const version = account.contactsVersion + 1
  if (values) {
    const row = { values, version, savedBy: actor.user.id, savedAt: now() }
    await tx
      .insert(contactDrafts)
      .values({ accountId, ...row })
      .onConflictDoUpdate({ target: contactDrafts.accountId, set: row })
  } else await tx.delete(contactDrafts).where(eq(contactDrafts.accountId, accountId))
  const contactsChangedIn = noteChanged(
    account.contactsChangedIn,
    kept.values,
    values ?? toFormValues(contacts),
    version,
  )
  await tx
    .update(accounts)
    .set({ contactsVersion: version, contactsChangedIn })
    .where(eq(accounts.id, accountId))
  return version
}
