import type { Store, Writer } from '#/db/store/store.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { mustCorrect } from './findings.ts'
import { isReviewDue } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * Confirms that the revision `version`, which the page showed, is still right (notices.md, Review). Returns `answered`
 * and changes nothing when no review is due any longer.
 * @throws AppError `review-changed` when the review now asks about another revision, `review-to-correct` while a contact
 * bounces or nobody answered the last drill, and as `reauthorise`
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
    if (mustCorrect(await readFindings(tx, fresh, now()))) throw new AppError('review-to-correct')
    await recordReview(tx, fresh, { userId: actor.user.id, by: 'portal' })
    return 'confirmed'
  })
}

/** Records who confirmed, and from where. */
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
