import { and, eq, isNull } from 'drizzle-orm'
import { passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant, PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { passkeysReset } from './passkeys.ts'

/**
 * Takes all passkeys of a colleague who lost them, and ends their sessions: they sign in by mail and enrol anew. Never one's own,
 * which would be a way around showing one. @throws AppError `passkeys-own`, `passkeys-none`, `not-staff`, as `reauthoriseStaff`
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
    await endPasskeys(tx, userId, actor.user.id)
  })
}

/** The same for the command line, by whoever holds the machine; also the only admin's. @throws AppError `not-staff`, `passkeys-none` */
export function resetPasskeysOf(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    if (!user) throw new AppError('not-staff')
    await endPasskeys(tx, user.id, null)
  })
}

async function endPasskeys(tx: Writer, userId: string, actorId: string | null): Promise<void> {
  const [person] = await tx
    .select({ email: users.email, locale: users.locale })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .where(eq(staff.userId, userId))
  if (!person) throw new AppError('not-staff')
  const gone = await tx.delete(passkeys).where(eq(passkeys.userId, userId)).returning({ name: passkeys.name })
  if (gone.length === 0) throw new AppError('passkeys-none')
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now() })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id })
  await writeAudit(tx, {
    actorId,
    action: 'passkeys.reset',
    subjectId: userId,
    before: { passkeys: gone.map(({ name }) => name) },
    after: { ended: ended.length },
  })
  await queueMail(tx, passkeysReset, {
    to: person.email,
    locale: person.locale ?? 'en',
    data: { count: gone.length },
  })
}
