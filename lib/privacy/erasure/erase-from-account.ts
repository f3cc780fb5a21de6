import { and, eq, isNull } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { describeRemovedAddress } from '#/lib/changes/contacts/answer.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { contactsUrl } from '#/lib/changes/gate/contacts-due.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { redactValue } from '#/lib/privacy/personal-data/redact.ts'
import { type ErasureSubject, isNumber } from '#/lib/privacy/personal-data/subject.ts'
import { addressErased, numberErased } from './address-erased.ts'
import { eraseNumber } from './numbers.ts'

/**
 * Takes an address out of an account's contacts, every field and the draft, as "This is not me" does. What is missing
 * then becomes due, and one mail without the address notifies owners and editors of both. `actorId` is the admin who
 * erases. Returns whether the last revision had the address.
 */
export async function eraseFromAccount(
  tx: Writer,
  accountId: string,
  subject: ErasureSubject,
  actorId: string | null,
): Promise<boolean> {
  const loaded = await loadAccount(tx, { id: accountId }, now())
  if (loaded && isNumber(subject.key)) {
    const fields = await eraseNumber(tx, loaded, subject.key, actorId)
    const { name: accountName, slug, closedAt } = loaded.account
    if (fields && closedAt === null) {
      const data = { accountName, fields, link: contactsUrl(slug) }
      await mailMembers(tx, loaded.account, listEditors(loaded.members), numberErased, data)
    }
    return fields !== null
  }
  if (!loaded?.contacts) return false
  if (fieldsWith(loaded.contacts, subject.key).length === 0) return false
  await endAsking(tx, accountId, subject.key)
  const changed = await changeAccount(tx, loaded, {
    kind: 'contact-erased',
    actorId,
    write: (rows) => rows.removeAddress(subject.key, { cause: 'erased' }),
    audit: ({ after }) => ({
      action: 'contacts.erased',
      before: redactValue(loaded.contacts, subject),
      after: redactValue(after.contacts, subject),
    }),
  })
  const { account, members } = changed.after
  // Nobody could act on a mail about a closed account.
  if (account.closedAt !== null) return true
  const others = listEditors(members).filter(({ email }) => addressKey(email) !== subject.key)
  await mailMembers(tx, account, others, addressErased, describeRemovedAddress(loaded, subject.key, changed))
  return true
}

async function endAsking(tx: Writer, accountId: string, key: string): Promise<void> {
  const isAsked = and(eq(confirmations.accountId, accountId), eq(confirmations.addressKey, key))
  await tx
    .update(confirmations)
    .set({ endedAt: now(), endedHow: 'removed', mailDueAt: null })
    .where(and(isAsked, isNull(confirmations.endedAt)))
}
