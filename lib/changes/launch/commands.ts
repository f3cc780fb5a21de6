import type { Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { demandOpen, type EditorGrant, regrant } from '#/lib/accounts/access/grants.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { moveIntegration } from './move.ts'
import { reviewRequested } from './review-requested.ts'
import type { MemberStep } from './schema.ts'

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
  const fresh = demandOpen(await regrant(tx, grant, 'editor'))
  await moveIntegration(tx, fresh, step, { actorId: fresh.actor.user.id, reason: '' })
  return fresh
}
