import type { Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { assertOpen, type EditorGrant, reauthorise } from '#/lib/accounts/access/grants.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { reviewRequested } from './mails.ts'
import { decideStep, type LaunchStep, type MemberStep } from './policy.ts'

/** Asks staff for the review before going live, and mails them. @throws AppError `wrong-state`, `incomplete-contacts`, `locked`, `too-often`. */
export function requestReview(store: Store, grant: EditorGrant): Promise<void> {
  return store.transact(async (tx) => {
    const { account } = await moveAsMember(tx, grant, 'request-review')
    await takeLimit(tx, 'reviews-requested', account.id)
    const data = { accountName: account.name, link: `${env.APP_URL}/admin/accounts/${account.slug}` }
    for (const recipient of await listStaffRecipients(tx)) {
      await queueMail(tx, reviewRequested, { ...recipient, accountId: account.id, data })
    }
  })
}

/** Pauses the live integration for maintenance. @throws AppError `wrong-state`, `locked`. */
export function pauseIntegration(store: Store, grant: EditorGrant): Promise<void> {
  return store.transact(async (tx) => {
    await moveAsMember(tx, grant, 'pause')
  })
}

/** Ends the pause. @throws AppError `wrong-state`, `locked`. */
export function resumeIntegration(store: Store, grant: EditorGrant): Promise<void> {
  return store.transact(async (tx) => {
    await moveAsMember(tx, grant, 'resume')
  })
}

/** The steps lie behind the gate, so that one that shut meanwhile refuses them too. */
async function moveAsMember(tx: Writer, grant: EditorGrant, step: MemberStep) {
  const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
  await moveIntegration(tx, fresh, step, { actorId: fresh.actor.user.id, reason: '' })
  return fresh
}

/**
 * Takes a step on an account that was read in this transaction. The reason of the last step stays
 * with the account until the next one. @throws AppError what `decideStep` refuses with.
 */
export async function moveIntegration(
  tx: Writer,
  before: LoadedAccount,
  step: LaunchStep,
  by: { actorId: string; reason: string },
): Promise<void> {
  const { account, missing } = before
  const decision = decideStep(step, { state: account.state, missing, reason: by.reason })
  if (!decision.ok) throw new AppError(decision.code)
  await changeAccount(tx, before, {
    kind: 'launch',
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
