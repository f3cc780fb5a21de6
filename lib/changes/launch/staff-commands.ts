import type { Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { assertUnclosed } from '#/lib/accounts/account/closing-policy.ts'
import { type Account, assertAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { mailDisabled, resolveDisabled } from '#/lib/notices/composing/integration-notice.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { moveIntegration } from './commands.ts'
import { launchDecided } from './mails.ts'
import { listStaffSteps, needsReason, type StaffStep } from './policy.ts'

const decisions = {
  approve: 'approved',
  'send-back': 'sent-back',
  disable: 'disabled',
  enable: 'enabled',
} as const satisfies Record<StaffStep, string>

/**
 * Staff's step on an account's integration, mailed to owners and editors; disabling is an emergency notice, too. Two at once:
 * the second finds another state, or the same one come anew, which is not what its page showed (`since`).
 * A reason is kept only where the step asks for one.
 * @throws AppError `not-found`, `account-closed`, `wrong-state`, `stale`, `incomplete-contacts`, `reason-required`.
 */
export function decideLaunch(
  store: Store,
  grant: StaffGrant,
  decision: { slug: string; step: StaffStep; reason: string; since: number },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const standing = await assertAccount(tx, decision)
    const { account } = standing
    assertUnclosed(account)
    const isShown = account.stateChangedAt === decision.since
    if (!isShown && listStaffSteps(account.state).includes(decision.step)) throw new AppError('stale')
    // To disable an integration is an emergency.
    if (decision.step !== 'disable') await takeLimit(tx, 'staff-mail', actor.user.id)
    const reason = needsReason(decision.step) ? decision.reason : ''
    await moveIntegration(tx, standing, decision.step, { actorId: actor.user.id, reason })
    const told = await tellNotice(tx, account, decision.step, { userId: actor.user.id, reason })
    const others = listEditors(standing.members).filter(({ email }) => !told.has(addressKey(email)))
    await mailMembers(tx, account, others, launchDecided, {
      accountName: account.name,
      decision: decisions[decision.step],
      reason,
      link: `${env.APP_URL}/accounts/${account.slug}`,
    })
  })
}

/** An emergency notice while it is disabled, which ends with it. Answers the keys of the addresses that are told so. */
async function tellNotice(
  tx: Writer,
  account: Account,
  step: StaffStep,
  by: { userId: string; reason: string },
): Promise<Set<string>> {
  if (step === 'disable') return mailDisabled(tx, account, by)
  return step === 'enable' ? resolveDisabled(tx, account) : new Set()
}
