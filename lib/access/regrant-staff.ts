import { eq } from 'drizzle-orm'
import { staff } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
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
