import type { Writer } from '#/db/store/store.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'

/** Writes down who said that everything still holds, and from where. */
export async function recordReview(
  tx: Writer,
  before: AccountStanding,
  { userId, by }: { userId: string; by: 'portal' | 'mail' },
): Promise<void> {
  await changeAccount(tx, before, {
    kind: 'reviewed',
    actorId: userId,
    write: (rows) => rows.set({ reviewedAt: rows.at, reviewedBy: userId }),
    audit: ({ reviewDueAt }) => ({
      action: by === 'mail' ? 'contacts.reviewed-by-mail' : 'contacts.reviewed',
      before: { reviewDueAt: before.account.reviewDueAt },
      after: { reviewDueAt },
    }),
  })
}
