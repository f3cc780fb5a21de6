import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { assertOpen, type EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { mailDisabled, resolveDisabled } from '#/lib/notices/composing/integration-notice.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { reviewDecided, reviewRequested } from './mails.ts'
import {
  decideStep,
  listStaffSteps,
  type MemberStep,
  needsReason,
  type ReviewStep,
  type StaffStep,
} from './policy.ts'

/** Asks staff for the review before going live, and mails them. @throws AppError `wrong-state`, `incomplete-contacts`, `locked`, `too-often`. */
export function requestReview(store: Store, grant: EditorGrant): Promise<void> {
  return store.transact(async (tx) => {
    const { account } = await moveAsMember(tx, grant, 'request-review')
    await consumeLimit(tx, 'reviews-requested', account.id)
    const data = { accountName: account.name, link: `${env.APP_URL}/admin/accounts/${account.slug}` }
    for (const recipient of await listStaffRecipients(tx))
      await queueMail(tx, reviewRequested, { ...recipient, accountId: account.id, data })
  })
}

/** Pauses the live integration for maintenance. @throws AppError `wrong-state`, `locked`. */
export async function pauseIntegration(store: Store, grant: EditorGrant): Promise<void> {
  await store.transact((tx) => moveAsMember(tx, grant, 'pause'))
}

/** Ends the pause. @throws AppError `wrong-state`, `locked`. */
export async function resumeIntegration(store: Store, grant: EditorGrant): Promise<void> {
  await store.transact((tx) => moveAsMember(tx, grant, 'resume'))
}

/** Checks the gate too: it may have closed since the page loaded. */
async function moveAsMember(tx: Writer, grant: EditorGrant, step: MemberStep) {
  const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
  await moveIntegration(tx, fresh, step, { actorId: fresh.actor.user.id, reason: '' })
  return fresh
}

/**
 * Takes a step on an account that was loaded in this transaction. The account stores the last step's reason.
 * @throws AppError as `decideStep` refuses
 */
export async function moveIntegration(
  tx: Writer,
  before: LoadedAccount,
  step: ReviewStep,
  by: { actorId: string; reason: string },
): Promise<void> {
  const { account, missing } = before
  const decision = decideStep(step, { state: account.state, missing, reason: by.reason })
  if (!decision.ok) throw new AppError(decision.code)
  await changeAccount(tx, before, {
    kind: 'review',
    actorId: by.actorId,
    write: (rows) => rows.set({ state: decision.to, stateReason: by.reason, stateChangedAt: rows.at }),
    audit: {
      action: `integration.${step}`,
      subjectId: account.id,
      before: { state: account.state },
      after: { state: decision.to, ...(by.reason && { reason: by.reason }) },
    },
  })
}

const decisions = {
  approve: 'approved',
  'send-back': 'sent-back',
  disable: 'disabled',
  enable: 'enabled',
} as const satisfies Record<StaffStep, string>

/**
 * Takes staff's step and mails owners and editors; disabling also raises an emergency notice. Refuses when the state
 * has changed since `since`, even if it is the same state again. Stores a reason only when the step asks for one.
 * @throws AppError `not-found`, `account-closed`, `wrong-state`, `stale`, `incomplete-contacts`, `reason-required`.
 */
export function decideReview(
  store: Store,
  grant: StaffGrant,
  decision: { slug: string; step: StaffStep; reason: string; since: number },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const loaded = await assertAccount(tx, decision)
    const { account } = loaded
    assertNotClosed(account)
    const isShown = account.stateChangedAt === decision.since
    if (!isShown && listStaffSteps(account.state).includes(decision.step)) throw new AppError('stale')
    // Disabling is an emergency, so it has no limit.
    if (decision.step !== 'disable') await consumeLimit(tx, 'staff-mail', actor.user.id)
    const reason = needsReason(decision.step) ? decision.reason : ''
    await moveIntegration(tx, loaded, decision.step, { actorId: actor.user.id, reason })
    // Recipients of the emergency notice get no second mail.
    let notified: ReadonlySet<string> = new Set()
    if (decision.step === 'disable')
      notified = await mailDisabled(tx, account, { userId: actor.user.id, reason })
    if (decision.step === 'enable') notified = await resolveDisabled(tx, account)
    const others = listEditors(loaded.members).filter(({ email }) => !notified.has(addressKey(email)))
    await mailMembers(tx, account, others, reviewDecided, {
      accountName: account.name,
      decision: decisions[decision.step],
      reason,
      link: `${env.APP_URL}/accounts/${account.slug}`,
    })
  }, exclusive)
}
