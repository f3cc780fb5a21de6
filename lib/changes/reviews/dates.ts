import { and, eq, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { type WalkedAccount, walkAccounts } from '#/lib/accounts/account/walk.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { spreadDates } from './policy.ts'

/**
 * Sees to it, once a day, that every account that was complete and misses nothing is asked some time: those of an older store,
 * which have no date, and those that missed something when their time came. Answers how many were given a time.
 */
export function dateReviews(store: Store, stopping?: AbortSignal): Promise<number> {
  return walkAccounts(store, { turn: 'review dates', every: day, isWanted: isUndated, work: date }, stopping)
}

/** Something missing has a date of its own, by which one knows it here (product.md, The gate). */
function isUndated({ firstCompleteAt, dueAt, reviewMailDueAt }: WalkedAccount): boolean {
  return firstCompleteAt !== null && dueAt === null && reviewMailDueAt === null
}

async function date(tx: Writer, undated: readonly WalkedAccount[]): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const at = now()
  let count = 0
  for (const { id, reviewDueAt } of undated) {
    const dates = reviewDueAt === null ? spreadDates(id, at, reviewDays) : { reviewMailDueAt: reviewDueAt }
    const written = await tx
      .update(accounts)
      .set(dates)
      .where(and(eq(accounts.id, id), isNull(accounts.reviewMailDueAt), isNull(accounts.dueAt)))
      .returning({ id: accounts.id })
    count += written.length
  }
  return count
}
