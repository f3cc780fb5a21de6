import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store } from '#/db/store/store.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { mailCheck } from '#/lib/changes/checks/ask.ts'
import { isCheckDue } from '#/lib/changes/checks/policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { nudgeEvery } from './nudge.ts'

/**
 * Staff ask owners and editors again whether the contacts are still right, at most once a day as for what is missing. The
 * next mail that goes by itself keeps its date.
 * @throws AppError `not-found`, `account-closed`, `nothing-due`, `nudged-lately`, `nobody-to-nudge`
 */
export function sendCheckNow(store: Store, grant: StaffGrant, slug: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const at = now()
    const loaded = await assertAccount(tx, { slug })
    const { account, missing, members } = loaded
    assertNotClosed(account)
    if (!isCheckDue(account, missing, at)) throw new AppError('nothing-due')
    if (account.nudgedAt !== null && at < account.nudgedAt + nudgeEvery) throw new AppError('nudged-lately')
    if (listEditors(members).length === 0) throw new AppError('nobody-to-nudge')
    await consumeLimit(tx, 'staff-mail', actor.user.id)
    const { reviewDays } = await readSettings(tx)
    await tx.update(accounts).set({ nudgedAt: at }).where(eq(accounts.id, account.id))
    const who = { actorId: actor.user.id, accountId: account.id, subjectId: account.id }
    const change = { before: { nudgedAt: account.nudgedAt }, after: { nudgedAt: at } }
    await writeAudit(tx, { ...who, action: 'account.review-asked', ...change })
    await mailCheck(tx, loaded, { at, reviewDays })
  })
}
