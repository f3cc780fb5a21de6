import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, minute, now } from '#/lib/platform/values/clock.ts'
import { contactsDue, contactsDueReminder } from './contacts-due.ts'

/** Owners and editors are reminded this long before what is missing locks the account (product.md, The gate). */
export const remindBefore = 3 * day

/**
 * Sets the two facts of the gate to what follows from `after`, and mails owners and editors when something has just
 * come to be missing, unless the caller tells them otherwise. Answers whether this completed the account, and the deadline.
 */
export async function applyDeadline(
  tx: Writer,
  after: LoadedAccount,
  { isTold } = { isTold: true },
): Promise<{ becameComplete: boolean; dueAt: number | null }> {
  const { account, missing } = after
  // A closed account is asked for nothing; what it lacks is looked at when it is opened again.
  if (account.closedAt !== null) return { becameComplete: false, dueAt: account.dueAt }
  const { completionDays } = await readSettings(tx)
  const next = nextDueState(account, missing, now(), completionDays)
  const { firstCompleteAt, dueAt, becameDue, becameComplete } = next
  if (firstCompleteAt !== account.firstCompleteAt || dueAt !== account.dueAt) {
    const dueReminderAt = dueAt === null ? null : reminderBefore(dueAt)
    await tx
      .update(accounts)
      .set({ firstCompleteAt, dueAt, dueReminderAt })
      .where(eq(accounts.id, account.id))
  }
  if (isTold && becameDue && dueAt !== null) await mailDue(tx, contactsDue, after, dueAt)
  return { becameComplete, dueAt }
}

/** Mails owners and editors that something is missing, where a change to many accounts at once set their deadline. */
export async function mailDeadline(tx: Writer, account: LoadedAccount, dueAt: number): Promise<void> {
  await mailDue(tx, contactsDue, account, dueAt)
}

/** When to remind of a deadline; null when it is nearer than that, since the mail that told of it then does. */
export function reminderBefore(dueAt: number): number | null {
  return dueAt - remindBefore > now() ? dueAt - remindBefore : null
}

/**
 * So many accounts are reminded in a turn, and a turn is so long (milliseconds), however many workers there are: a rule of a type
 * that asks for more sets one deadline for thousands. In the three days there are to remind, that is more than 400,000.
 */
export const remindedPerTurn = 100
export const remindEvery = minute

/**
 * Reminds the accounts whose time has come. One whose deadline passed meanwhile is not reminded: its members meet the gate. Answers
 * how many were.
 */
export const sendDueReminders = forEachDue({
  turn: { name: 'due reminders', every: remindEvery },
  most: remindedPerTurn,
  due: (read, most) =>
    read
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(isNotNull(accounts.dueReminderAt), lte(accounts.dueReminderAt, now()), isNull(accounts.closedAt)),
      )
      .orderBy(asc(accounts.dueReminderAt))
      .limit(most),
  work: (tx, { id }) => remind(tx, id),
})

async function remind(tx: Writer, accountId: string): Promise<boolean> {
  const [claimed] = await tx
    .update(accounts)
    .set({ dueReminderAt: null })
    .where(and(eq(accounts.id, accountId), lte(accounts.dueReminderAt, now()), isNull(accounts.closedAt)))
    .returning({ id: accounts.id })
  const standing = claimed ? await loadAccount(tx, { id: accountId }, now()) : null
  if (!standing || standing.locked || standing.account.dueAt === null) return false
  // What was missing may be asked for no more, by a rule of its type that was changed a moment ago.
  if (standing.missing.length === 0) return false
  await mailDue(tx, contactsDueReminder, standing, standing.account.dueAt)
  return true
}

async function mailDue(
  tx: Writer,
  template: typeof contactsDue,
  { account, members, missing }: LoadedAccount,
  dueAt: number,
): Promise<void> {
  const link = `${env.APP_URL}/accounts/${account.slug}/configuration/contact-information?env=production`
  const data = { accountName: account.name, link, missing: missing.map(({ field }) => field), dueAt }
  await mailMembers(tx, account, listEditors(members), template, data)
}
