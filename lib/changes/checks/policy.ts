import { day } from '#/lib/platform/values/clock.ts'

/** How long after the first mail the reminder follows (milliseconds). */
export const checkReminderAfter = 14 * day

/** How long a check link works (milliseconds): as long as a confirmation link (notices.md, Confirm). */
export const checkLinkTtl = 30 * day

/** When the check is due, and when its next mail is; null without a date. Milliseconds UTC. */
export type CheckDates = { checkDueAt: number | null; checkMailDueAt: number | null }

/**
 * Whether owners and editors are asked now. An incomplete account is not: its banner and mails ask for what is missing.
 */
export function isCheckDue(
  { checkDueAt }: Pick<CheckDates, 'checkDueAt'>,
  missing: readonly unknown[],
  at: number,
): boolean {
  return missing.length === 0 && checkDueAt !== null && checkDueAt <= at
}

/** Whether the mail that is due is a reminder. */
export function isCheckReminder({ checkDueAt, checkMailDueAt }: CheckDates): boolean {
  return checkDueAt !== null && checkMailDueAt !== null && checkMailDueAt > checkDueAt
}

/**
 * When the next mail is due after one sent at `at`: one reminder first, then one mail each interval. Counts from
 * the mail itself, so that a late mail has no early successor.
 */
export function nextCheckMail(dates: CheckDates, at: number, reviewDays: number): number {
  return at + (isCheckReminder(dates) ? reviewDays * day : checkReminderAfter)
}

/**
 * A check date for a complete account without one, such as one of an older store. Spreads accounts over the interval
 * by the random end of their ids; the same account always gets the same date.
 */
export function spreadDate(id: string, at: number, reviewDays: number): number {
  const share = (Number.parseInt(id.replaceAll('-', '').slice(-8), 16) || 0) / 2 ** 32
  return at + Math.floor(share * reviewDays * day)
}
