import { type AnyColumn, and, gt, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { reviewReminderAfter } from '#/lib/changes/reviews/policy.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

/**
 * Moves the dates of drills and reviews in the transaction that changes their interval: all accounts in one statement.
 * Due dates that have passed stay.
 */
export async function moveDates(tx: Writer, before: Settings, after: Settings): Promise<void> {
  const at = now()
  if (before.drillDays !== after.drillDays) {
    const drillDueAt = movedDate(accounts.drillDueAt, before.drillDays, after.drillDays, at)
    await tx
      .update(accounts)
      .set({ drillDueAt })
      .where(and(isNotNull(accounts.drillDueAt), gt(accounts.drillDueAt, at)))
  }
  if (before.reviewDays !== after.reviewDays) {
    const reviewDueAt = movedDate(accounts.reviewDueAt, before.reviewDays, after.reviewDays, at)
    // The mail goes out when the review is due; an account without a review mail gets none.
    const reviewMailDueAt = sql<number>`case when ${accounts.reviewMailDueAt} is null then null else ${reviewDueAt} end`
    await tx
      .update(accounts)
      .set({ reviewDueAt, reviewMailDueAt })
      .where(and(isNotNull(accounts.reviewDueAt), gt(accounts.reviewDueAt, at)))
    // The reminders after the first follow the interval too, if nobody has answered.
    const laterReminder = and(
      lte(accounts.reviewDueAt, at),
      gt(accounts.reviewMailDueAt, at + reviewReminderAfter),
    )
    await tx
      .update(accounts)
      .set({ reviewMailDueAt: movedDate(accounts.reviewMailDueAt, before.reviewDays, after.reviewDays, at) })
      .where(laterReminder)
  }
}

/**
 * Moves a future date by the difference. A date that would be in the past keeps a proportional part of its remaining
 * time, so that these accounts do not all fall due at once, and each falls due within the new interval.
 */
function movedDate(date: AnyColumn, before: number, after: number, at: number): SQL<number> {
  const moved = (after - before) * day
  const number = (value: number) => sql.raw(String(value))
  return sql<number>`case when ${date} + ${number(moved)} > ${number(at)} then ${date} + ${number(moved)}
    else ${number(at)} + (${date} - ${number(at)}) * ${number(after)} / ${number(before)} end`
}
