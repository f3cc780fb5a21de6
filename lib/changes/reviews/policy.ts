import { day } from '#/lib/platform/values/clock.ts'

/** Who has not answered is asked once more after so long (milliseconds). */
export const reviewReminderAfter = 14 * day

/** A link in a mail of a review lives so long (milliseconds): as that of a confirmation (notices.md, Confirm). */
export const reviewLinkLife = 30 * day

/** When owners and editors are asked, and when they are mailed next; null where nobody is. Milliseconds UTC. */
export type ReviewDates = { reviewDueAt: number | null; reviewMailDueAt: number | null }

/** Whether owners and editors are asked now: an account that misses something is not, its banner and mails do that. */
export function isReviewDue(
  { reviewDueAt }: Pick<ReviewDates, 'reviewDueAt'>,
  missing: readonly unknown[],
  at: number,
): boolean {
  return missing.length === 0 && reviewDueAt !== null && reviewDueAt <= at
}

/** Whether the mail due now asks again, after one that nobody answered. */
export function isReviewReminder({ reviewDueAt, reviewMailDueAt }: ReviewDates): boolean {
  return reviewDueAt !== null && reviewMailDueAt !== null && reviewMailDueAt > reviewDueAt
}

/**
 * When to mail next, after the mail that goes out at `at`: the first is followed by one reminder, and that by another only
 * after each whole interval. It counts from when a mail went, so that one that is late is not followed at once.
 */
export function nextReviewMail(dates: ReviewDates, at: number, reviewDays: number): number {
  return at + (isReviewReminder(dates) ? reviewDays * day : reviewReminderAfter)
}

/**
 * When to ask an account that has no date though it was complete, as one of an older store: spread over the interval from `at` on
 * by the random end of its id, so that they are not all asked at once, and the same however often it is asked.
 */
export function spreadDate(id: string, at: number, reviewDays: number): number {
  const share = (Number.parseInt(id.replaceAll('-', '').slice(-8), 16) || 0) / 2 ** 32
  return at + Math.floor(share * reviewDays * day)
}
