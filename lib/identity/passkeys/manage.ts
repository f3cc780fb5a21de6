import { eq } from 'drizzle-orm'
import { passkeys, staff, users } from '#/db/schema/people.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant, PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import { endSessionsOf } from '#/lib/identity/sessions/commands.ts'
import { type Actor, findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { passkeyRemoved, passkeysReset } from './passkeys.ts'
import { isElsewhere } from './policy.ts'
import { assertProof, currentHost } from './proof.ts'
import { findPasskey, type Passkey } from './queries.ts'

/** Renames one of the actor's own passkeys. @throws AppError `not-found` */
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
 * Removes one of the actor's own passkeys and mails them. Sessions that used it continue as if without a passkey. Staff who
 * must have one keep the last, since otherwise their mailbox alone could enrol the next.
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
    const { isStaff, passkeys: held } = await assertProof(tx, actor, { demand })
    const before = held.find((passkey) => passkey.id === id)
    if (!before) throw new AppError('not-found')
    if (isStaff && demand === 'required' && isLastOnHost(held, id)) throw new AppError('passkey-last')
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

/** Whether no other passkey works at this portal's address. */
export function isLastOnHost(held: readonly Passkey[], id: string): boolean {
  const here = currentHost()
  return !held.some((other) => other.id !== id && !isElsewhere(other, here))
}

/**
 * Removes all passkeys of a colleague who lost them and ends their sessions. They sign in by mail and enrol a new one. An
 * admin cannot reset their own, which would avoid using one.
 * @throws AppError `passkeys-own`, `passkeys-none`, `not-staff`, as `reauthoriseStaff`
 */
export function resetPasskeys(
  store: Store,
  grant: AdminGrant,
  userId: string,
  demand: PasskeyDemand = env.STAFF_PASSKEYS,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin', demand)
    if (userId === actor.user.id) throw new AppError('passkeys-own')
    if (!(await isStaff(tx, userId))) throw new AppError('not-staff')
    await endPasskeys(tx, { userId, actorId: actor.user.id })
  })
}

/** The same for the command line, also for the only admin. @throws AppError `not-staff`, `passkeys-none` */
export function resetPasskeysOf(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    if (!user || !(await isStaff(tx, user.id))) throw new AppError('not-staff')
    await endPasskeys(tx, { userId: user.id, actorId: null })
  })
}

async function isStaff(read: Reader, userId: string): Promise<boolean> {
  return (await read.$count(staff, eq(staff.userId, userId))) > 0
}

/** `actorId`: null at the command line. `accountId`: the account at which staff helped a member. */
type Reset = { userId: string; actorId: string | null; accountId?: string }

/**
 * Removes all passkeys of a person, ends their sessions and mails them; rights are the caller's.
 * @throws AppError `not-found`, `passkeys-none`
 */
export async function endPasskeys(tx: Writer, { userId, actorId, accountId }: Reset): Promise<void> {
  const [person] = await tx
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId))
  if (!person) throw new AppError('not-found')
  const deleted = await tx
    .delete(passkeys)
    .where(eq(passkeys.userId, userId))
    .returning({ name: passkeys.name })
  if (deleted.length === 0) throw new AppError('passkeys-none')
  const ended = await endSessionsOf(tx, userId)
  await writeAudit(tx, {
    actorId,
    accountId: accountId ?? null,
    action: 'passkeys.reset',
    subjectId: userId,
    before: { passkeys: deleted.map(({ name }) => name) },
    after: { ended },
  })
  await queueMail(tx, passkeysReset, {
    to: person.email,
    locale: person.locale ?? 'en',
    data: { count: deleted.length, ...(accountId && { isPartner: true }) },
  })
}
