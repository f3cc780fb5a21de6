import { type AnyColumn, and, gt, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { checkReminderAfter } from '#/lib/changes/checks/policy.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

/**
 * Moves the dates of drills and checks in the transaction that changes their interval: all accounts in one statement.
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
    const checkDueAt = movedDate(accounts.checkDueAt, before.reviewDays, after.reviewDays, at)
    // The mail goes out when the check is due; an account without a mail about it gets none.
    const checkMailDueAt = sql<number>`case when ${accounts.checkMailDueAt} is null then null else ${checkDueAt} end`
    await tx
      .update(accounts)
      .set({ checkDueAt, checkMailDueAt })
      .where(and(isNotNull(accounts.checkDueAt), gt(accounts.checkDueAt, at)))
    // The reminders after the first follow the interval too, if nobody has answered.
    const laterReminder = and(
      lte(accounts.checkDueAt, at),
      gt(accounts.checkMailDueAt, at + checkReminderAfter),
    )
    await tx
      .update(accounts)
      .set({ checkMailDueAt: movedDate(accounts.checkMailDueAt, before.reviewDays, after.reviewDays, at) })
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
