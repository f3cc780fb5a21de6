import { eq } from 'drizzle-orm'
import { passkeys } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/locale.ts'
import { env } from '#/env.ts'
import type { PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { passkeyRemoved } from './passkeys.ts'
import { assertProof } from './proof.ts'
import { findPasskey } from './queries.ts'

/** Gives one of the actor's own passkeys another name. @throws AppError `not-found` */
export function renamePasskey(store: Store, { user }: Actor, id: string, name: string): Promise<void> {
  return store.transact(async (tx) => {
    const before = await findPasskey(tx, user.id, id)
    if (!before) throw new AppError('not-found')
    if (before.name === name) return
    await tx.update(passkeys).set({ name }).where(eq(passkeys.id, id))
    await writeAudit(tx, {
      actorId: user.id,
      action: 'passkey.renamed',
      subjectId: user.id,
      before: { passkey: before.name },
      after: { passkey: name },
    })
  })
}

/**
 * Removes one of the actor's own passkeys, and mails a word of it. Sessions in which it was shown go on, and count as ones in which
 * none was. Staff who must have one keep the last, or the mailbox alone could enrol the next.
 * @throws AppError `not-found`, `passkey-last`, `passkey-proof`
 */
export function removePasskey(
  store: Store,
  actor: Actor,
  id: string,
  locale: Locale,
  demand: PasskeyDemand = env.STAFF_PASSKEYS,
): Promise<void> {
  const { user } = actor
  return store.transact(async (tx) => {
    const { isStaff, passkeys: count } = await assertProof(tx, actor)
    const before = await findPasskey(tx, user.id, id)
    if (!before) throw new AppError('not-found')
    if (isStaff && demand === 'required' && count === 1) throw new AppError('passkey-last')
    await tx.delete(passkeys).where(eq(passkeys.id, id))
    await writeAudit(tx, {
      actorId: user.id,
      action: 'passkey.removed',
      subjectId: user.id,
      before: { passkey: before.name },
    })
    await queueMail(tx, passkeyRemoved, { to: user.email, locale, data: { name: before.name } })
  })
}
