import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { listInUse } from '#/lib/accounts/addresses/address-uses.ts'
import {
  askablePause,
  type Confirmation,
  firstMailAt,
  nextReminderAt,
} from '#/lib/accounts/addresses/policy.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { listFirstAsked, mailQuestion, nameOf } from './ask.ts'

/** So many a turn and no more, however many are due and however many workers there are: what waited for long is no flood. */
export const mostPerTurn = 100
export const turnEvery = minute

/**
 * Mails the addresses whose first mail had to wait, and reminds those that have not answered (notices.md, Confirm). Answers how many
 * were mailed.
 */
export const sendConfirmations = forEachDue({
  turn: { name: 'confirmations', every: turnEvery },
  most: mostPerTurn,
  due: (read, most) =>
    read
      .select({ id: confirmations.id })
      .from(confirmations)
      .innerJoin(accounts, eq(accounts.id, confirmations.accountId))
      .where(
        and(
          isNotNull(confirmations.mailDueAt),
          lte(confirmations.mailDueAt, now()),
          isNull(accounts.closedAt),
        ),
      )
      .orderBy(asc(confirmations.mailDueAt))
      .limit(most),
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
  const standing = row ? await loadAccount(tx, { id: row.accountId }, at) : null
  // Of an account that was closed since, the question waits until it is opened again.
  if (!row || !standing || standing.account.closedAt !== null) return false
  const served = listInUse(standing).get(row.addressKey)
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
  const by = await nameOf(tx, row.askedBy)
  await mailQuestion(tx, standing.account, served, { row, by, kind: isFirst ? 'first' : 'reminder' })
  return true
}

/**
 * When the mail may go: later where the account has asked too much lately; where the address bounces, whose mark may be cleared; and
 * where it serves a field alone that the integration type hides now, and may show again.
 */
async function findMailAt(read: Reader, row: Confirmation, serves: boolean, at: number): Promise<number> {
  if (!serves) return at + askablePause
  const recent = row.mails === 0 ? await listFirstAsked(read, row.accountId) : []
  const freeAt = row.mails === 0 ? firstMailAt(row.addressKey, recent, at) : at
  const isBouncing = (await findMarks(read, [row.address])).size > 0
  return isBouncing ? Math.max(freeAt, at + askablePause) : freeAt
}
