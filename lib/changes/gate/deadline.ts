import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, minute, now } from '#/lib/platform/values/clock.ts'
import { contactsDue, contactsDueReminder, linkToContacts } from './contacts-due.ts'

/** How long before the deadline owners and editors get the reminder (product.md, The gate). */
export const remindBefore = 3 * day

/**
 * Sets the gate's two facts from `after`. Mails owners and editors when a required field has just gone missing, unless
 * the caller mails them. Returns whether the account became complete, and its deadline.
 */
export async function applyDeadline(
  tx: Writer,
  after: LoadedAccount,
  { isTold } = { isTold: true },
): Promise<{ becameComplete: boolean; dueAt: number | null }> {
  const { account, missing } = after
  // A closed account has no deadline; reopening sets one.
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
  if (isTold && becameDue && dueAt !== null) await mailDeadline(tx, after, dueAt)
  return { becameComplete, dueAt }
}

/** When to remind of a deadline; null when the deadline is too near: the first mail has just told them. */
export function reminderBefore(dueAt: number): number | null {
  return dueAt - remindBefore > now() ? dueAt - remindBefore : null
}

/**
 * Reminds accounts before their deadline. Locked accounts get no reminder: their members see the gate. Returns how many
 * accounts it reminded.
 */
export const sendDueReminders = forEachDue({
  turn: { name: 'due reminders', every: minute },
  // A type's new rule sets one deadline for thousands. Three days have room for more than 400,000.
  most: 100,
  due: (read, most) => listDueAccounts(read, 'dueReminderAt', most),
  work: (tx, { id }) => remind(tx, id),
})

/** Open accounts whose date has come, longest due first. */
export function listDueAccounts(read: Reader, date: 'dueReminderAt' | 'reviewMailDueAt', most: number) {
  const dueAt = accounts[date]
  return read
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(isNotNull(dueAt), lte(dueAt, now()), isNull(accounts.closedAt)))
    .orderBy(asc(dueAt))
    .limit(most)
}

async function remind(tx: Writer, accountId: string): Promise<boolean> {
  const [claimed] = await tx
    .update(accounts)
    .set({ dueReminderAt: null })
    .where(and(eq(accounts.id, accountId), lte(accounts.dueReminderAt, now()), isNull(accounts.closedAt)))
    .returning({ id: accounts.id })
  const standing = claimed ? await loadAccount(tx, { id: accountId }, now()) : null
  if (!standing || standing.locked || standing.account.dueAt === null) return false
  // A changed rule of the type may have just made the missing field optional.
  if (standing.missing.length === 0) return false
  await mailDeadline(tx, standing, standing.account.dueAt, contactsDueReminder)
  return true
}

/** Mails owners and editors what is missing, and until when. */
export async function mailDeadline(
  tx: Writer,
  { account, members, missing }: LoadedAccount,
  dueAt: number,
  template = contactsDue,
): Promise<void> {
  const fields = missing.map(({ field }) => field)
  const data = { accountName: account.name, link: linkToContacts(account.slug), missing: fields, dueAt }
  await mailMembers(tx, account, listEditors(members), template, data)
}
