import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import { type Account, type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { contactsUrl } from '#/lib/changes/gate/contacts-due.ts'
import { listDueAccounts } from '#/lib/changes/gate/reminders.ts'
import { contactsInUse } from '#/lib/contacts/fields/entries.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, minute, now } from '#/lib/platform/values/clock.ts'
import { contactsCheck } from './contacts-check.ts'
import { isCheckReminder, nextCheckMail, spreadDate } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * Mails owners and editors of due accounts to ask whether their contacts are still right. Returns how many
 * accounts it mailed.
 */
export const sendDueChecks = forEachDue({
  turn: { name: 'reviews', every: minute },
  // 72,000 a day: enough for 100,000 accounts, and few enough for the mail server after a week switched off.
  most: 50,
  due: (read, most) => listDueAccounts(read, 'checkMailDueAt', most),
  work: (tx, { id }) => ask(tx, id),
})

async function ask(tx: Writer, accountId: string): Promise<boolean> {
  const at = now()
  const loaded = await loadAccount(tx, { id: accountId }, at)
  const mailDueAt = loaded?.account.checkMailDueAt ?? null
  if (!loaded || mailDueAt === null || mailDueAt > at || loaded.account.closedAt !== null) return false
  const { reviewDays } = await readSettings(tx)
  const isAsked = loaded.missing.length === 0
  const [claimed] = await tx
    .update(accounts)
    // Other mails cover an incomplete account; `scheduleChecks` schedules it again once it is complete.
    .set({ checkMailDueAt: isAsked ? nextCheckMail(loaded.account, at, reviewDays) : null })
    .where(and(eq(accounts.id, accountId), eq(accounts.checkMailDueAt, mailDueAt)))
    .returning({ id: accounts.id })
  if (!claimed || !isAsked) return false
  return mailCheck(tx, loaded, { at, reviewDays })
}

/** Mails the check to owners and editors. Returns false without contacts to check. */
export async function mailCheck(
  tx: Writer,
  loaded: LoadedAccount,
  { at, reviewDays }: { at: number; reviewDays: number },
): Promise<boolean> {
  const { account, contacts, members, integrationType } = loaded
  const revision = await findLastRevision(tx, account.id)
  if (!contacts || !revision) return false
  const raised = await readFindings(tx, loaded, at)
  const names = Object.fromEntries(
    members.map(({ userId, name, email }) => [userId, name ? `${name} (${email})` : email]),
  )
  // Bulk mail: it may wait behind all other mail.
  await mailMembers(tx, account, listEditors(members), contactsCheck, {
    accountName: account.name,
    version: revision.version,
    reviewDays,
    reminder: isCheckReminder(account),
    contacts: contactsInUse(contacts, integrationType.merchantIssues),
    alerts: contacts.alerts.flatMap((userId) => names[userId] ?? []),
    raised,
    link: contactsUrl(account.slug),
  })
  return true
}

/**
 * Once a day, schedules the check of complete accounts without a date: those of an older store, and those that were
 * incomplete when their check was due. Returns how many it scheduled.
 */
export const scheduleChecks = sweepAccounts({
  turn: { name: 'review dates', every: day },
  // `dueAt` is set while a required field is missing (product.md, The gate).
  isWanted: and(isNotNull(accounts.firstCompleteAt), isNull(accounts.dueAt), isNull(accounts.checkMailDueAt)),
  work: date,
})

async function date(tx: Writer, undated: readonly Account[]): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const at = now()
  let count = 0
  for (const { id, checkDueAt } of undated) {
    const dueAt = checkDueAt ?? spreadDate(id, at, reviewDays)
    const written = await tx
      .update(accounts)
      .set({ checkDueAt: dueAt, checkMailDueAt: dueAt })
      .where(and(eq(accounts.id, id), isNull(accounts.checkMailDueAt), isNull(accounts.dueAt)))
      .returning({ id: accounts.id })
    count += written.length
  }
  return count
}
