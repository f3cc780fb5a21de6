import type { Store, Writer } from '#/db/store/store.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { keysOf, listPoints } from '#/lib/accounts/points/points.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/**
 * Clears the marks of all bouncing addresses of an account, so that mail goes there again (notices.md, Bouncing). Returns
 * how many there were. An endpoint shows by a code that it works.
 * @throws AppError `not-found`, `account-closed`, `too-often`, as `reauthoriseStaff`
 */
export function retryAccountAddresses(store: Store, grant: StaffGrant, slug: string): Promise<number> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const loaded = await assertAccount(tx, { slug })
    const { account } = loaded
    assertNotClosed(account)
    const marks = await findMarks(
      tx,
      keysOf(listPoints(loaded, 'kept').filter(({ kind }) => kind === 'mail')),
    )
    for (const { address } of marks.values()) await clearMarkManually(tx, account.id, actor.user.id, address)
    return marks.size
  })
}

/**
 * Clears the mark of the staff address, so that mail goes there again. Does nothing when it has none.
 * @throws AppError `too-often`, as `reauthoriseStaff`
 */
export function retryStaffAddress(store: Store, grant: AdminGrant): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const { staffAddress } = await readSettings(tx)
    const marks = staffAddress ? await findMarks(tx, [staffAddress]) : new Map<string, never>()
    if (marks.size > 0) await clearMarkManually(tx, null, actor.user.id, staffAddress)
  })
}

/**
 * Clears a mark that the caller has found, because somebody asked for it. `accountId`: whose address it is; null for
 * the staff's. @throws AppError `too-often`
 */
export async function clearMarkManually(
  tx: Writer,
  accountId: string | null,
  actorId: string,
  address: string,
): Promise<void> {
  await consumeLimit(tx, 'addresses-tried', addressKey(address))
  await clearMarks(tx, [address])
  await writeAudit(tx, { actorId, accountId, action: 'contacts.tried-again', after: { address } })
}
