import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { contactsDue, contactsUrl } from './contacts-due.ts'

/** How long before the deadline owners and editors get the reminder (product.md, The gate). */
export const reminderLeadTime = 3 * day

/**
 * Sets the gate's two facts from `after`. Mails owners and editors when a required field has just gone missing, unless
 * the caller mails them. Returns whether the account became complete, and its deadline.
 */
export async function applyDeadline(
  tx: Writer,
  after: LoadedAccount,
  { sendsMail } = { sendsMail: true },
): Promise<{ becameComplete: boolean; dueAt: number | null }> {
  const { account, missing } = after
  // A closed account has no deadline; reopening sets one.
  if (account.closedAt !== null) return { becameComplete: false, dueAt: account.dueAt }
  const { completionDays } = await readSettings(tx)
  const next = nextDueState(account, missing, now(), completionDays)
  const { firstCompleteAt, dueAt, becameDue, becameComplete } = next
  if (firstCompleteAt !== account.firstCompleteAt || dueAt !== account.dueAt) {
    const dueReminderAt = dueAt === null ? null : reminderTimeOf(dueAt)
    await tx
      .update(accounts)
      .set({ firstCompleteAt, dueAt, dueReminderAt })
      .where(eq(accounts.id, account.id))
  }
  if (sendsMail && becameDue && dueAt !== null) await mailDeadline(tx, after, dueAt)
  return { becameComplete, dueAt }
}

/** When to remind of a deadline; null when it is so close that the first mail was only just sent. */
export function reminderTimeOf(dueAt: number): number | null {
  return dueAt - reminderLeadTime > now() ? dueAt - reminderLeadTime : null
}

/** Mails owners and editors what is missing, and until when. */
export async function mailDeadline(
  tx: Writer,
  { account, members, missing }: LoadedAccount,
  dueAt: number,
  template = contactsDue,
): Promise<void> {
  const fields = missing.map(({ field }) => field)
  const data = { accountName: account.name, link: contactsUrl(account.slug), missing: fields, dueAt }
  await mailMembers(tx, account, listEditors(members), template, data)
}
