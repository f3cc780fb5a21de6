import { and, eq } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Store } from '#/db/store/index.ts'
import { indexAccount } from '#/lib/account-index/commands.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import { clearMarks } from '#/lib/notices/marks.ts'
import { readLink } from './link.ts'

/**
 * Confirms the address that a link was mailed to, once its page's button is pressed: signed in or not, locked or not, and for all
 * fields that it serves. That somebody reads it takes its mark off. Answers false, and changes nothing, where the link can do
 * nothing any more. @throws AppError `not-found` for a link that is not ours
 */
export function confirmAddress(store: Store, token: string): Promise<boolean> {
  return store.transact(async (tx) => {
    const link = await readLink(tx, token)
    if (!link) throw new AppError('not-found')
    if (link.state !== 'open') return false
    const { id, accountId, addressKey, address } = link.row
    const confirmedAt = now()
    await tx.update(confirmations).set({ confirmedAt, mailDueAt: null }).where(eq(confirmations.id, id))
    await tx
      .update(accountAddresses)
      .set({ confirmedAt })
      .where(and(eq(accountAddresses.accountId, accountId), eq(accountAddresses.addressKey, addressKey)))
    await clearMarks(tx, [address])
    await indexAccount(tx, accountId)
    const action = 'contacts.confirmed'
    await writeAudit(tx, { actorId: null, accountId, action, after: { address } })
    return true
  })
}
