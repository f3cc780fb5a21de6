import type { Store, Writer } from '#/db/store/store.ts'
import { assertUnclosed, closingVersion, deletionAt } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { cancelMailOfAccount, endCases, endNotices } from './ending.ts'
import { accountClosed } from './mails.ts'
import { mailOwners } from './tell.ts'

/** `version` is what the page showed (`closingVersion`), `confirm` the short name typed once more; the command line has neither. */
export type Closing = { slug: string; reason: string; confirm?: string; version?: string }

/**
 * Closes an account: its members reach nothing of it, nobody is mailed for it, and 30 days later it is deleted (product.md,
 * Personal data; decision 036). What waits for somebody ends in the same transaction. Answers when it is deleted.
 * @throws AppError `not-found`, `account-closed`, `slug-differs`, `stale`, as `reauthoriseStaff`
 */
export function closeAccount(
  store: Store,
  grant: AdministratorGrant,
  { slug, reason, confirm = slug, version }: Closing,
): Promise<number> {
  return store.transact(async (tx) => {
    const actorId = await reauthoriseClosing(tx, grant)
    const standing = await assertAccount(tx, { slug })
    const { account } = standing
    assertUnclosed(account)
    if (confirm !== account.slug) throw new AppError('slug-differs', { slug: account.slug }, 'confirm')
    if (version !== undefined && version !== closingVersion(account))
      throw new AppError('stale', {}, 'version')
    const at = now()
    const deletedAt = deletionAt(at)
    const ended = { notices: 0, cases: 0, mails: 0 }
    await changeAccount(tx, standing, {
      kind: 'closed',
      actorId,
      async write(rows) {
        await rows.set({
          closedAt: at,
          closedBy: actorId,
          closeReason: reason,
          // What staff asked for is over; once it is open again, it has its turn in the rhythm.
          ...(account.drillAskedBy !== null && { drillDueAt: null, drillAskedBy: null }),
        })
        ended.notices = await endNotices(tx, account.id, { at, actorId, note: reason })
        ended.cases = await endCases(tx, account.id, { at, actorId })
        ended.mails = await cancelMailOfAccount(tx, account.id, at)
      },
      audit: ({ invitations }) => ({
        action: 'account.closed',
        subjectId: account.id,
        before: { state: account.state },
        after: { reason, deletedAt, invitations, ...ended },
      }),
    })
    await mailOwners(tx, standing, { template: accountClosed, reason, deletedAt })
    return deletedAt
  })
}

/** The actor's id, their right read anew, and the mail to owners counted as theirs; null at the command line. */
export async function reauthoriseClosing(tx: Writer, grant: AdministratorGrant): Promise<string | null> {
  const actorId = await reauthoriseAdministrator(tx, grant)
  if (actorId !== null) await takeLimit(tx, 'staff-mail', actorId)
  return actorId
}
