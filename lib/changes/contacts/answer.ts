import { eq } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import type { Confirmation } from '#/lib/accounts/addresses/policy.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { recordProof } from '#/lib/accounts/proof/record-proof.ts'
import { lockSearchRow } from '#/lib/accounts/search/lock-search-row.ts'
import { readLink } from '#/lib/changes/confirmations/link.ts'
import { confirmStaffAddress, findStaffConfirmation } from '#/lib/changes/confirmations/staff-address.ts'
import { type Changed, changeAccount } from '#/lib/changes/effects/change-account.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import { contactsUrl } from '#/lib/changes/gate/contacts-due.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressRefused, type RemovedAddress } from './mails.ts'

/**
 * Confirms the address that a link was mailed to, for all its fields, and clears its mark: somebody reads it. Works
 * signed out and while the account is locked. Returns false and changes nothing when the link is no longer open.
 * @throws AppError `not-found` for a link that is not ours
 */
export async function confirmAddress(store: Store, token: string): Promise<boolean> {
  const ofStaff = await store.transact(async (tx) => {
    const question = await findStaffConfirmation(tx, token)
    return question && { isConfirmed: await confirmStaffAddress(tx, question) }
  })
  if (ofStaff) return ofStaff.isConfirmed
  return answer(store, token, (tx, { accountId, address }) => recordProof(tx, accountId, address))
}

/**
 * "This is not me": removes the address from every field of the last revision and of the draft, stops its mail for this
 * account, and clears its mark. One mail notifies owners and editors of what was removed and what is missing now (notices.md, Confirm;
 * product.md, The gate). Returns and throws as `confirmAddress`.
 */
export function refuseAddress(store: Store, token: string): Promise<boolean> {
  return answer(store, token, refuse)
}

function answer(
  store: Store,
  token: string,
  work: (tx: Writer, row: Confirmation) => Promise<void>,
): Promise<boolean> {
  return store.transact(async (tx) => {
    const link = await readLink(tx, token)
    if (!link) throw new AppError('not-found')
    if (link.state !== 'open') return false
    await work(tx, link.row)
    return true
  }, exclusive)
}

async function refuse(tx: Writer, row: Confirmation): Promise<void> {
  const { accountId, addressKey: key, address } = row
  await lockSearchRow(tx, accountId)
  const before = await assertAccount(tx, { id: accountId })
  // Any answer proves that somebody reads the mailbox.
  await clearMarks(tx, [address])
  await tx
    .update(confirmations)
    .set({ endedAt: now(), endedHow: 'refused', mailDueAt: null })
    .where(eq(confirmations.id, row.id))
  const changed = await changeAccount(tx, before, {
    kind: 'refused',
    actorId: null,
    write: (rows) => rows.removeAddress(key, { cause: 'refused', refusedAddress: address }),
    audit: ({ after }) => ({ action: 'contacts.refused', before: before.contacts, after: after.contacts }),
  })
  await stopMail(tx, row)
  const { account, members } = changed.after
  // Nobody is mailed about a closed account, but the answer is stored (decision 036).
  if (account.closedAt !== null) return
  const data = { ...describeRemovedAddress(before, key, changed), address }
  await mailMembers(tx, account, listEditors(members), addressRefused, data)
}

/** What the mail to owners and editors says about a removed address. */
export function describeRemovedAddress(
  before: LoadedAccount,
  key: string,
  { after: { account, missing }, deadline }: Changed,
): RemovedAddress {
  const dueAt = deadline?.dueAt ?? null
  return {
    accountName: account.name,
    fields: fieldsWith(before.contacts, key),
    missing: missing.map(({ field }) => field),
    dueAt: dueAt !== null && dueAt > now() ? dueAt : null,
    link: contactsUrl(account.slug),
  }
}
