import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/index.ts'
import { day, now } from '#/lib/clock.ts'
import { restAfter } from '#/lib/rest.ts'
import { readSettings } from '#/lib/settings/queries.ts'
import { takeTurn } from '#/lib/turns.ts'
import { spreadDates } from './policy.ts'

const accountsAtOnce = 200
/** Milliseconds from one walk through all accounts to the next, whichever worker takes it. */
const walkEvery = day

const columns = {
  id: accounts.id,
  firstCompleteAt: accounts.firstCompleteAt,
  dueAt: accounts.dueAt,
  reviewDueAt: accounts.reviewDueAt,
  reviewMailDueAt: accounts.reviewMailDueAt,
}

/**
 * Sees to it, once a day, that every account that was complete and misses nothing is asked some time: those of an older store,
 * which have no date, and those that missed something when their time came. It walks through all accounts in small pieces
 * with a rest after each; ends early once `stopping` is aborted. Answers how many were given a time.
 */
export async function dateReviews(store: Store, stopping?: AbortSignal): Promise<number> {
  if (!(await takeTurn(store, 'review dates', walkEvery))) return 0
  let dated = 0
  for (let after = ''; !stopping?.aborted; ) {
    const began = performance.now()
    const some = await store.read
      .select(columns)
      .from(accounts)
      .where(and(gt(accounts.id, after), isNull(accounts.closedAt)))
      .orderBy(asc(accounts.id))
      .limit(accountsAtOnce)
    const undated = some.filter(isUndated)
    if (undated.length > 0) dated += await store.transact((tx) => date(tx, undated))
    const last = some.at(-1)
    if (!last || some.length < accountsAtOnce) break
    after = last.id
    await restAfter(began)
  }
  return dated
}

type Dated = { [Name in keyof typeof columns]: (typeof accounts.$inferSelect)[Name] }

/** Something missing has a date of its own, by which one knows it here (product.md, The gate). */
function isUndated({ firstCompleteAt, dueAt, reviewMailDueAt }: Dated): boolean {
  return firstCompleteAt !== null && dueAt === null && reviewMailDueAt === null
}

async function date(tx: Writer, undated: readonly Dated[]): Promise<number> {
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
