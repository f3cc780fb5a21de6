import { day } from '#/lib/platform/values/clock.ts'

/** How long after the first mail the reminder follows (milliseconds). */
export const reviewReminderAfter = 14 * day

/** How long a review link works (milliseconds): as long as a confirmation link (notices.md, Confirm). */
export const reviewLinkLife = 30 * day

/** When owners and editors are asked, and when the next mail goes; null without a date. Milliseconds UTC. */
export type ReviewDates = { reviewDueAt: number | null; reviewMailDueAt: number | null }

/**
 * Whether owners and editors are asked now. An incomplete account is not: its banner and mails ask for what is missing.
 */
export function isReviewDue(
  { reviewDueAt }: Pick<ReviewDates, 'reviewDueAt'>,
  missing: readonly unknown[],
  at: number,
): boolean {
  return missing.length === 0 && reviewDueAt !== null && reviewDueAt <= at
}

/** Whether the mail that is due is a reminder. */
export function isReviewReminder({ reviewDueAt, reviewMailDueAt }: ReviewDates): boolean {
  return reviewDueAt !== null && reviewMailDueAt !== null && reviewMailDueAt > reviewDueAt
}

/**
 * When the next mail goes, after one that goes at `at`: one reminder first, then one mail each interval. Counts from
 * the mail itself, so that a late mail has no early successor.
 */
export function nextReviewMail(dates: ReviewDates, at: number, reviewDays: number): number {
  return at + (isReviewReminder(dates) ? reviewDays * day : reviewReminderAfter)
}

/**
 * A review date for a complete account without one, such as one of an older store. Spreads accounts over the interval
 * by the random end of their ids; the same account always gets the same date.
 */
export function spreadDate(id: string, at: number, reviewDays: number): number {
  const share = (Number.parseInt(id.replaceAll('-', '').slice(-8), 16) || 0) / 2 ** 32
  return at + Math.floor(share * reviewDays * day)
}
