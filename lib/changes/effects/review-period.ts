import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day } from '#/lib/platform/values/clock.ts'

/** Whoever submits, or says that all still holds, has looked at everything. Answers when the next review is asked for. */
export async function startReviewPeriod(tx: Writer, accountId: string, at: number): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const { reviewDueAt, reviewMailDueAt } = beginPeriod(at, reviewDays)
  await tx.update(accounts).set({ reviewDueAt, reviewMailDueAt }).where(eq(accounts.id, accountId))
  return reviewDueAt
}

/** The dates of a period that begins at `at`. */
export function beginPeriod(
  at: number,
  reviewDays: number,
): Record<'reviewDueAt' | 'reviewMailDueAt', number> {
  const dueAt = at + reviewDays * day
  return { reviewDueAt: dueAt, reviewMailDueAt: dueAt }
}
