import type { Store, Writer } from '#/db/store/store.ts'
import { assertUnclosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { clearMarks } from '#/lib/accounts/search/marks.ts'
import { listContactAddresses } from '#/lib/contacts/fields/policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/**
 * Clears the marks of all bouncing addresses of an account, so that mail goes there again (notices.md, Bouncing). Returns
 * how many there were.
 * @throws AppError `not-found`, `account-closed`, `too-often`, as `reauthoriseStaff`
 */
export function tryAccountAgain(store: Store, grant: StaffGrant, slug: string): Promise<number> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const { account, members, contacts } = await assertAccount(tx, { slug })
    assertUnclosed(account)
    const marks = await findMarks(tx, listAccountAddresses({ members, contacts }))
    for (const { address } of marks.values()) await clearOwnMark(tx, account.id, actor.user.id, address)
    return marks.size
  })
}

/** The addresses of an account's members and contacts. */
export function listAccountAddresses({
  members,
  contacts,
}: Pick<LoadedAccount, 'members' | 'contacts'>): string[] {
  return [...members.map(({ email }) => email), ...(contacts ? listContactAddresses(contacts) : [])]
}

/** Clears the mark of an account's address, which the caller has found. @throws AppError `too-often` */
export async function clearOwnMark(
  tx: Writer,
  accountId: string,
  actorId: string,
  address: string,
): Promise<void> {
  await takeLimit(tx, 'addresses-tried', addressKey(address))
  await clearMarks(tx, [address])
  await writeAudit(tx, { actorId, accountId, action: 'contacts.tried-again', after: { address } })
}
