import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { listInUse } from '#/lib/accounts/addresses/address-uses.ts'
import { askablePause, firstMailAt, nextReminderAt } from '#/lib/accounts/addresses/policy.ts'
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
  if (await isOfClosed(tx, id)) return false
  const [row] = await tx
    .update(confirmations)
    .set({ mailDueAt: null })
    .where(
      and(
        eq(confirmations.id, id),
        lte(confirmations.mailDueAt, at),
        isNull(confirmations.confirmedAt),
        isNull(confirmations.endedAt),
      ),
    )
    .returning()
  const standing = row ? await loadAccount(tx, { id: row.accountId }, at) : null
  if (!row || !standing) return false
  const { account } = standing
  const served = listInUse(standing).get(row.addressKey)
  if (!served) {
    // It stands in a field alone that the integration type hides now, and may show again.
    await tx
      .update(confirmations)
      .set({ mailDueAt: at + askablePause })
      .where(eq(confirmations.id, id))
    return false
  }
  const isFirst = row.mails === 0
  const freeAt = isFirst ? firstMailAt(row.addressKey, await listFirstAsked(tx, account.id), at) : at
  // Its mark may be cleared; then asking goes on.
  const isBouncing = (await findMarks(tx, [row.address])).size > 0
  const mailAt = isBouncing ? Math.max(freeAt, at + askablePause) : freeAt
  if (mailAt > at) {
    await tx.update(confirmations).set({ mailDueAt: mailAt }).where(eq(confirmations.id, id))
    return false
  }
  const askedAt = isFirst ? at : row.askedAt
  await tx
    .update(confirmations)
    .set({ askedAt, mails: row.mails + 1, mailDueAt: nextReminderAt(askedAt, at) })
    .where(eq(confirmations.id, id))
  const by = await nameOf(tx, row.askedBy)
  await mailQuestion(tx, account, served, { row, by, kind: isFirst ? 'first' : 'reminder' })
  return true
}

/** Its account was closed since it was looked for: the question waits until that is opened again. */
async function isOfClosed(tx: Writer, id: string): Promise<boolean> {
  const [closed] = await tx
    .select({ id: accounts.id })
    .from(confirmations)
    .innerJoin(accounts, eq(accounts.id, confirmations.accountId))
    .where(and(eq(confirmations.id, id), isNotNull(accounts.closedAt)))
  return closed !== undefined
}
