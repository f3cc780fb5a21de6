import { type AnyColumn, and, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { reviewReminderAfter } from '#/lib/changes/reviews/policy.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

/**
 * Moves the dates that follow from how often drills and reviews come, in the transaction that changes that: all accounts in one
 * statement. What is due already stays due, and what staff asked for stays asked.
 */
export async function moveDates(tx: Writer, before: Settings, after: Settings): Promise<void> {
  const at = now()
  if (before.drillDays !== after.drillDays) {
    const drillDueAt = movedDate(accounts.drillDueAt, before.drillDays, after.drillDays, at)
    await tx
      .update(accounts)
      .set({ drillDueAt })
      .where(and(isNotNull(accounts.drillDueAt), gt(accounts.drillDueAt, at), isNull(accounts.drillAskedBy)))
  }
  if (before.reviewDays !== after.reviewDays) {
    const reviewDueAt = movedDate(accounts.reviewDueAt, before.reviewDays, after.reviewDays, at)
    // The mail goes out when the review is due; none is asked for by a mail of its own where there was none.
    const reviewMailDueAt = sql<number>`case when ${accounts.reviewMailDueAt} is null then null else ${reviewDueAt} end`
    await tx
      .update(accounts)
      .set({ reviewDueAt, reviewMailDueAt })
      .where(and(isNotNull(accounts.reviewDueAt), gt(accounts.reviewDueAt, at)))
    // Of a question that nobody has answered, what comes after its first reminder follows the rhythm, too.
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
 * A date to come, moved by the difference. Where it would lie in the past, what is left is shortened in proportion, so that not
 * all of those accounts have their turn at once, and each has it within the new rhythm.
 */
function movedDate(date: AnyColumn, before: number, after: number, at: number): SQL<number> {
  const moved = (after - before) * day
  const number = (value: number) => sql.raw(String(value))
  return sql<number>`case when ${date} + ${number(moved)} > ${number(at)} then ${date} + ${number(moved)}
    else ${number(at)} + (${date} - ${number(at)}) * ${number(after)} / ${number(before)} end`
}
