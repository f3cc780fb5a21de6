import type { Store, Writer } from '#/db/store/store.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { needsCorrection } from './findings.ts'
import { isCheckDue } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * Confirms that the revision `version`, which the page showed, is still right (notices.md, Check). Returns `answered`
 * and changes nothing when no check is due any longer.
 * @throws AppError `check-changed` when the check now asks about another revision, `check-to-correct` while a contact
 * bounces or nobody answered the last drill, and as `reauthorise`
 */
export function confirmCheck(
  store: Store,
  grant: EditorGrant,
  { version }: { version: number },
): Promise<'confirmed' | 'answered'> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const { account, missing, actor } = fresh
    if (!isCheckDue(account, missing, now())) return 'answered'
    const revision = await findLastRevision(tx, account.id)
    if (revision?.version !== version) throw new AppError('check-changed', {}, 'version')
    if (needsCorrection(await readFindings(tx, fresh, now()))) throw new AppError('check-to-correct')
    await recordCheck(tx, fresh, { userId: actor.user.id, by: 'portal' })
    return 'confirmed'
  })
}

/** Records who confirmed, and from where. */
export async function recordCheck(
  tx: Writer,
  before: LoadedAccount,
  { userId, by }: { userId: string; by: 'portal' | 'mail' },
): Promise<void> {
  await changeAccount(tx, before, {
    kind: 'checked',
    actorId: userId,
    write: (rows) => rows.set({ checkedAt: rows.at, checkedBy: userId }),
    // Stored entries say `review` for a check.
    audit: ({ checkDueAt }) => ({
      action: by === 'mail' ? 'contacts.reviewed-by-mail' : 'contacts.reviewed',
      before: { reviewDueAt: before.account.checkDueAt },
      after: { reviewDueAt: checkDueAt },
    }),
  })
}
