import { and, eq, isNull } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Writer } from '#/db/store/store.ts'
import { lockSearchRow } from '#/lib/accounts/search/lock-search-row.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { clearMarks } from './marks.ts'

/**
 * Somebody pressed a button of a mail to this address, so they read its mail. Clears its mark and, if it is a contact of the
 * account, confirms it and ends the question (notices.md, Bouncing; Confirmed, tested, answered).
 */
export async function recordProof(tx: Writer, accountId: string, address: string): Promise<void> {
  const confirmedAt = now()
  const key = addressKey(address)
  await lockSearchRow(tx, accountId)
  await clearMarks(tx, [address])
  const asked = await tx
    .update(confirmations)
    .set({ confirmedAt, mailDueAt: null })
    .where(
      and(
        eq(confirmations.accountId, accountId),
        eq(confirmations.addressKey, key),
        isNull(confirmations.endedAt),
        isNull(confirmations.confirmedAt),
      ),
    )
    .returning({ id: confirmations.id })
  const confirmed = await tx
    .update(accountAddresses)
    .set({ confirmedAt })
    .where(
      and(
        eq(accountAddresses.accountId, accountId),
        eq(accountAddresses.addressKey, key),
        eq(accountAddresses.isContact, true),
        isNull(accountAddresses.confirmedAt),
      ),
    )
    .returning({ key: accountAddresses.addressKey })
  if (asked.length + confirmed.length === 0) return
  await refreshSearchRow(tx, accountId)
  await writeAudit(tx, { actorId: null, accountId, action: 'contacts.confirmed', after: { address } })
}
