import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import { AppError } from '#/lib/errors.ts'
import type { StaffRole } from '#/lib/members/schema.ts'
import { type AdminGrant, grantStaff, type StaffGrant } from './grants.ts'

/** The staff's right, read anew in a command's transaction, so that one lost in between is not used. @throws AppError as `grantStaff` */
export async function regrantStaff<Needed extends StaffRole>(
  tx: Reader,
  grant: StaffGrant,
  needed: Needed,
): Promise<Needed extends 'admin' ? AdminGrant : StaffGrant> {
  const [row] = await tx.select({ role: staff.role }).from(staff).where(eq(staff.userId, grant.actor.user.id))
  return grantStaff({ ...grant.actor, staffRole: row?.role ?? null }, needed)
}

/**
 * The right of somebody who is not here now, for work that they began and that goes on without them.
 * @throws AppError as `grantStaff`, and `not-found` where there is no such person any more
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
  return grantStaff({ ...row, sessionId: '', lastUsedAt: 0 }, needed)
}
