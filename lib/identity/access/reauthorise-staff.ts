import { and, eq, isNull } from 'drizzle-orm'
import { passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import {
  type AdminGrant,
  type AdministratorGrant,
  grantStaff,
  type PasskeyDemand,
  type StaffGrant,
} from './staff-grants.ts'

/**
 * Checks the staff right again in a command's transaction: the role, and the passkey used in the session. Either may be gone
 * since the page loaded.
 * @throws AppError as `grantStaff`
 */
export async function reauthoriseStaff<Needed extends StaffRole>(
  tx: Reader,
  grant: StaffGrant,
  needed: Needed,
  demand: PasskeyDemand = env.STAFF_PASSKEYS,
): Promise<Needed extends 'admin' ? AdminGrant : StaffGrant> {
  const { user, sessionId } = grant.actor
  const [row] = await tx
    .select({ role: staff.role, passkeyId: passkeys.id, passkeyAt: sessions.passkeyAt })
    .from(staff)
    .leftJoin(
      sessions,
      and(eq(sessions.id, sessionId), eq(sessions.userId, staff.userId), isNull(sessions.endedAt)),
    )
    .leftJoin(passkeys, and(eq(passkeys.id, sessions.passkeyId), eq(passkeys.userId, staff.userId)))
    .where(eq(staff.userId, user.id))
  const passkey = row?.passkeyId && row.passkeyAt !== null ? { id: row.passkeyId, at: row.passkeyAt } : null
  return grantStaff({ ...grant.actor, staffRole: row?.role ?? null, passkey }, needed, demand)
}

/** The same for an administrator. Returns the person's id; null at the command line. @throws AppError as `grantStaff` */
export async function reauthoriseAdministrator(
  tx: Reader,
  grant: AdministratorGrant,
): Promise<string | null> {
  return 'operator' in grant ? null : (await reauthoriseStaff(tx, grant, 'admin')).actor.user.id
}

/**
 * The right of an absent person, for work that they began and that continues without them. They used their passkey when they
 * began.
 * @throws AppError as `grantStaff`, and `not-found` if the person no longer exists
 */
export async function grantAbsentStaff<Needed extends StaffRole>(
  tx: Reader,
  userId: string,
  needed: Needed,
): Promise<Needed extends 'admin' ? AdminGrant : StaffGrant> {
  const [row] = await tx
    .select({ user: users, staffRole: staff.role })
    .from(users)
    .leftJoin(staff, eq(staff.userId, users.id))
    .where(eq(users.id, userId))
  if (!row) throw new AppError('not-found')
  const absent: Actor = {
    ...row,
    sessionId: '',
    method: 'passkey',
    startedAt: 0,
    lastUsedAt: 0,
    passkey: null,
  }
  return grantStaff(absent, needed, 'optional')
}
