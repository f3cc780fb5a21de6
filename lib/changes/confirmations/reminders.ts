import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import {
  askRetryDelay,
  type Confirmation,
  firstMailAt,
  nextReminderAt,
} from '#/lib/accounts/addresses/policy.ts'
import { listContacts } from '#/lib/accounts/points/points.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { findAskerName, listRecentFirstMails, mailConfirmation } from './ask.ts'

/**
 * Sends delayed first mails, and reminds addresses that have not answered (notices.md, Confirm). Returns how
 * many it mailed.
 */
export const sendConfirmations = forEachDue({
  turn: { name: 'confirmations', every: minute },
  // Whatever the number of workers, so that a backlog does not go out at once.
  most: 100,
  due(read, most) {
    const { id, accountId, mailDueAt } = confirmations
    return read
      .select({ id })
      .from(confirmations)
      .innerJoin(accounts, eq(accounts.id, accountId))
      .where(and(isNotNull(mailDueAt), lte(mailDueAt, now()), isNull(accounts.closedAt)))
      .orderBy(asc(mailDueAt))
      .limit(most)
  },
  work: (tx, { id }) => mailDue(tx, id),
})

async function mailDue(tx: Writer, id: string): Promise<boolean> {
  const at = now()
  const isDue = and(
    eq(confirmations.id, id),
    lte(confirmations.mailDueAt, at),
    isNull(confirmations.confirmedAt),
    isNull(confirmations.endedAt),
  )
  const [row] = await tx.select().from(confirmations).where(isDue)
  const loaded = row ? await loadAccount(tx, { id: row.accountId }, at) : null
  // Confirmations of a closed account wait until it is reopened.
  if (!row || !loaded || loaded.account.closedAt !== null) return false
  const served = listContacts(loaded, 'used').get(row.addressKey)
  const isFirst = row.mails === 0
  const put = (set: Partial<Confirmation>) =>
    tx.update(confirmations).set(set).where(isDue).returning({ id: confirmations.id })
  const mailAt = await findMailAt(tx, row, served !== undefined, at)
  if (!served || mailAt > at) {
    await put({ mailDueAt: mailAt })
    return false
  }
  const askedAt = isFirst ? at : row.askedAt
  const asked = await put({ askedAt, mails: row.mails + 1, mailDueAt: nextReminderAt(askedAt, at) })
  if (asked.length === 0) return false
  const by = await findAskerName(tx, row.askedBy)
  await mailConfirmation(tx, loaded.account, served, { row, by, kind: isFirst ? 'first' : 'reminder' })
  return true
}

/**
 * When the mail may be sent. It waits when the account has asked too many lately, when the address bounces, and when the
 * integration type hides the only field it serves: a mark can be cleared, and a type can show the field again.
 */
async function findMailAt(read: Reader, row: Confirmation, serves: boolean, at: number): Promise<number> {
  if (!serves) return at + askRetryDelay
  const recent = row.mails === 0 ? await listRecentFirstMails(read, row.accountId) : []
  const freeAt = row.mails === 0 ? firstMailAt(row.addressKey, recent, at) : at
  const isBouncing = (await findMarks(read, [row.address])).size > 0
  return isBouncing ? Math.max(freeAt, at + askRetryDelay) : freeAt
}
