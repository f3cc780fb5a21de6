import { count, eq, max } from 'drizzle-orm'
import { passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isInStaffEmails } from '#/lib/identity/people/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export type StaffMember = {
  userId: string
  email: string
  name: string
  role: StaffRole
  since: number
  /** Their last known visit; milliseconds UTC. */
  lastSeenAt: number | null
  /** `STAFF_EMAILS` names them, so each start makes them admin again. */
  inStaffEmails: boolean
  /** How many passkeys they have, and when one was last used; milliseconds UTC. */
  passkeys: number
  passkeyUsedAt: number | null
}

/** All staff by address, for their page. Support may see their colleagues too. */
export async function listStaffMembers(read: Reader, _grant: StaffGrant): Promise<StaffMember[]> {
  const lastUse = read
    .select({ userId: sessions.userId, at: max(sessions.lastUsedAt).as('last_use') })
    .from(sessions)
    .groupBy(sessions.userId)
    .innerJoin(staff, eq(staff.userId, sessions.userId))
    .as('last')
  const shown = read
    .select({
      userId: passkeys.userId,
      held: count().as('held'),
      usedAt: max(passkeys.lastUsedAt).as('used_at'),
    })
    .from(passkeys)
    .groupBy(passkeys.userId)
    .innerJoin(staff, eq(staff.userId, passkeys.userId))
    .as('shown')
  const rows = await read
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      role: staff.role,
      since: staff.createdAt,
      lastSeenAt: lastUse.at,
      held: shown.held,
      passkeyUsedAt: shown.usedAt,
    })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .leftJoin(lastUse, eq(lastUse.userId, staff.userId))
    .leftJoin(shown, eq(shown.userId, staff.userId))
    .orderBy(users.emailKey)
  return rows.map(({ held, ...row }) => ({
    ...row,
    lastSeenAt: row.lastSeenAt === null ? null : Number(row.lastSeenAt),
    passkeys: Number(held ?? 0),
    passkeyUsedAt: row.passkeyUsedAt === null ? null : Number(row.passkeyUsedAt),
    inStaffEmails: isInStaffEmails(addressKey(row.email)),
  }))
}

/** The staff member with this id; null if there is none. */
export async function findStaffMember(read: Reader, grant: StaffGrant, userId: string) {
  return (await listStaffMembers(read, grant)).find((member) => member.userId === userId) ?? null
}
