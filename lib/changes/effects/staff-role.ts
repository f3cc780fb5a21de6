import { eq } from 'drizzle-orm'
import { staff } from '#/db/schema/people.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { revokeStaffInvitationsBy } from './revoke-invitations.ts'

export type StaffChange = 'added' | 'changed' | 'unchanged'

export async function readStaffRole(read: Reader, userId: string): Promise<StaffRole | null> {
  const [row] = await read.select({ role: staff.role }).from(staff).where(eq(staff.userId, userId))
  return row?.role ?? null
}

/** Gives a person a staff role. `actorId`: who does so; null at the command line. */
export async function setStaffRole(
  tx: Writer,
  userId: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const before = await readStaffRole(tx, userId)
  if (before === role) return 'unchanged'
  await (before
    ? tx.update(staff).set({ role }).where(eq(staff.userId, userId))
    : tx.insert(staff).values({ userId, role, createdAt: now() }))
  if (before === 'admin') await revokeStaffInvitationsBy(tx, userId, actorId)
  await writeAudit(tx, {
    actorId,
    action: before ? 'staff.changed' : 'staff.added',
    subjectId: userId,
    before: before && { role: before },
    after: { role },
  })
  return before ? 'changed' : 'added'
}

/** Ends a person's staff role and the invitations they sent as staff. @throws AppError `not-found` */
export async function removeStaffRole(tx: Writer, userId: string, actorId: string | null): Promise<void> {
  const [removed] = await tx.delete(staff).where(eq(staff.userId, userId)).returning()
  if (!removed) throw new AppError('not-found')
  await revokeStaffInvitationsBy(tx, userId, actorId)
  const before = { role: removed.role }
  await writeAudit(tx, { actorId, action: 'staff.removed', subjectId: userId, before })
}
