import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { spreadDate } from './policy.ts'

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
