import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import { type Account, type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { contactsInUse } from '#/lib/contacts/fields/policy.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, minute, now } from '#/lib/platform/values/clock.ts'
import { contactsReview } from './contacts-review.ts'
import { isReviewReminder, nextReviewMail, spreadDate } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * So many accounts are asked in a turn, and a turn is so long (milliseconds): 72,000 a day, more than 100,000 accounts ever
 * need, and no flood for the mail server and the people after a week switched off.
 */
export const reviewsPerTurn = 50

export const reviewTurnLength = minute

/**
 * Mails the question whether everything still holds to the owners and editors of the accounts whose time has come. Answers how many
 * accounts were mailed.
 */
export const askForReviews = forEachDue({
  turn: { name: 'reviews', every: reviewTurnLength },
  most: reviewsPerTurn,
  due: (read, most) =>
    read
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          isNotNull(accounts.reviewMailDueAt),
          lte(accounts.reviewMailDueAt, now()),
          isNull(accounts.closedAt),
        ),
      )
      .orderBy(asc(accounts.reviewMailDueAt))
      .limit(most),
  work: (tx, { id }) => ask(tx, id),
})

async function ask(tx: Writer, accountId: string): Promise<boolean> {
  const at = now()
  const standing = await loadAccount(tx, { id: accountId }, at)
  const mailDueAt = standing?.account.reviewMailDueAt ?? null
  if (!standing || mailDueAt === null || mailDueAt > at || standing.account.closedAt !== null) return false
  const { reviewDays } = await readSettings(tx)
  const isAsked = standing.missing.length === 0
  const [claimed] = await tx
    .update(accounts)
    // One that misses something is mailed about that; it is asked again once all is there (`dateReviews`).
    .set({ reviewMailDueAt: isAsked ? nextReviewMail(standing.account, at, reviewDays) : null })
    .where(and(eq(accounts.id, accountId), eq(accounts.reviewMailDueAt, mailDueAt)))
    .returning({ id: accounts.id })
  if (!claimed || !isAsked) return false
  return mailQuestion(tx, standing, { at, reviewDays })
}

async function mailQuestion(
  tx: Writer,
  standing: LoadedAccount,
  { at, reviewDays }: { at: number; reviewDays: number },
): Promise<boolean> {
  const { account, contacts, members, integrationType } = standing
  const revision = await findLastRevision(tx, account.id)
  if (!contacts || !revision) return false
  const raised = await readFindings(tx, standing, at)
  const names = Object.fromEntries(
    members.map(({ userId, name, email }) => [userId, name ? `${name} (${email})` : email]),
  )
  // In bulk: it can wait for everything else, and thousands of them may.
  await mailMembers(tx, account, listEditors(members), contactsReview, {
    accountName: account.name,
    version: revision.version,
    reviewDays,
    reminder: isReviewReminder(account),
    contacts: contactsInUse(contacts, integrationType.merchantIssues),
    alerts: contacts.alerts.flatMap((userId) => names[userId] ?? []),
    raised,
    link: `${env.APP_URL}/accounts/${account.slug}/configuration/contact-information?env=production`,
  })
  return true
}

/**
 * Sees to it, once a day, that every account that was complete and misses nothing is asked some time: those of an older store,
 * which have no date, and those that missed something when their time came. Answers how many were given a time.
 */
export const dateReviews = sweepAccounts({
  turn: { name: 'review dates', every: day },
  // Something missing has a date of its own, by which one knows it here (product.md, The gate).
  isWanted: and(
    isNotNull(accounts.firstCompleteAt),
    isNull(accounts.dueAt),
    isNull(accounts.reviewMailDueAt),
  ),
  work: date,
})

async function date(tx: Writer, undated: readonly Account[]): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const at = now()
  let count = 0
  for (const { id, reviewDueAt } of undated) {
    const dueAt = reviewDueAt ?? spreadDate(id, at, reviewDays)
    const written = await tx
      .update(accounts)
      .set({ reviewDueAt: dueAt, reviewMailDueAt: dueAt })
      .where(and(eq(accounts.id, id), isNull(accounts.reviewMailDueAt), isNull(accounts.dueAt)))
      .returning({ id: accounts.id })
    count += written.length
  }
  return count
}
