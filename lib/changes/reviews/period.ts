import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { askUnasked } from '#/lib/changes/confirmations/follow.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { beginPeriod } from './policy.ts'

/** Whoever submits has looked at everything: the next review is asked for after the whole interval (notices.md, Review). */
export async function startReviewPeriod(tx: Writer, accountId: string): Promise<void> {
  const { reviewDays } = await readSettings(tx)
  await tx.update(accounts).set(beginPeriod(now(), reviewDays)).where(eq(accounts.id, accountId))
}

/** Writes down who said that everything still holds, and from where; it starts the period anew. */
export async function recordReview(
  tx: Writer,
  review: { account: { id: string; reviewDueAt: number | null }; userId: string; by: 'portal' | 'mail' },
): Promise<void> {
  const { account, userId, by } = review
  const { reviewDays } = await readSettings(tx)
  const at = now()
  const dates = beginPeriod(at, reviewDays)
  await tx
    .update(accounts)
    .set({ ...dates, reviewedAt: at, reviewedBy: userId })
    .where(eq(accounts.id, account.id))
  await writeAudit(tx, {
    actorId: userId,
    accountId: account.id,
    action: by === 'mail' ? 'contacts.reviewed-by-mail' : 'contacts.reviewed',
    before: { reviewDueAt: account.reviewDueAt },
    after: { reviewDueAt: dates.reviewDueAt },
  })
  // Whoever answers for every address also has those asked that an older version never asked.
  await askUnasked(tx, account.id, userId)
}
