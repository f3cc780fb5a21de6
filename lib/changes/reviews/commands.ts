import type { Store, Writer } from '#/db/store/store.ts'
import { type EditorGrant, reauthorise } from '#/lib/accounts/access/grants.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isReviewDue } from './policy.ts'

/**
 * An owner or editor says that everything still holds, of the revision whose `version` their page showed (notices.md, Review).
 * Where somebody answered meanwhile, in whichever way, nothing is asked any more, and this changes nothing (`answered`).
 * @throws AppError `review-changed` where another revision stands and is still asked about, and as `reauthorise`
 */
export function confirmReview(
  store: Store,
  grant: EditorGrant,
  { version }: { version: number },
): Promise<'confirmed' | 'answered'> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const { account, missing, actor } = fresh
    if (!isReviewDue(account, missing, now())) return 'answered'
    const revision = await findLastRevision(tx, account.id)
    if (revision?.version !== version) throw new AppError('review-changed', {}, 'version')
    await recordReview(tx, fresh, { userId: actor.user.id, by: 'portal' })
    return 'confirmed'
  })
}

/** Writes down who said that everything still holds, and from where. */
export async function recordReview(
  tx: Writer,
  before: LoadedAccount,
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
