import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/members.ts'
import { EnvironmentError } from '#/env.ts'
import { endStaffInvitationsBy } from '#/lib/changes/effects/end-invitations.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'

export type StaffChange = 'added' | 'changed' | 'unchanged'

/**
 * Makes a person staff with this role, whether or not they were; for the command line and the start-up, where whoever
 * runs them holds the installation. @throws AppError `invalid-input` where `email` is no address.
 */
export function addStaff(store: Store, email: string, role: StaffRole): Promise<StaffChange> {
  const parsed = parseAddress(email)
  if (!parsed.ok) throw new AppError('invalid-input')
  return store.transact((tx) => putStaff(tx, parsed.address, role, null))
}

/**
 * Takes a person's rights as staff, on their next request, and with them the invitations they sent as staff; for the command
 * line. @throws AppError `not-found` where they have none.
 */
export function removeStaff(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    if (!user) throw new AppError('not-found')
    await endStaff(tx, user.id, null)
  })
}

/**
 * Sees to it that these people are admins (`STAFF_EMAILS`); who is one already is left alone. All or none.
 * @throws EnvironmentError where one of them is no address.
 */
export async function ensureStaff(store: Store, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return
  const addresses = emails.map((email, index) => {
    const parsed = parseAddress(email)
    if (parsed.ok) return parsed.address
    throw new EnvironmentError(
      `Recapito cannot start:\n  - STAFF_EMAILS: number ${index + 1} is not an email address. Separate addresses with commas.`,
    )
  })
  await store.transact(async (tx) => {
    for (const address of addresses) await putStaff(tx, address, 'admin', null)
  })
}

/** Gives an address a role of the staff, its person being made where there is none. `actorId`: the admin who does so. */
export async function putStaff(
  tx: Writer,
  email: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const userId = (await findUserByEmail(tx, addressKey(email)))?.id ?? (await insertUser(tx, email))
  return putRole(tx, userId, role, actorId)
}

/** As `putStaff`, for a person there is. */
export async function putRole(
  tx: Writer,
  userId: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const [before] = await tx.select().from(staff).where(eq(staff.userId, userId))
  if (before?.role === role) return 'unchanged'
  await (before
    ? tx.update(staff).set({ role }).where(eq(staff.userId, userId))
    : tx.insert(staff).values({ userId, role, createdAt: now() }))
  if (before?.role === 'admin') await endStaffInvitationsBy(tx, userId, actorId)
  await writeAudit(tx, {
    actorId,
    action: before ? 'staff.changed' : 'staff.added',
    subjectId: userId,
    before: before ? { role: before.role } : null,
    after: { role },
  })
  return before ? 'changed' : 'added'
}

/** Takes a person's rights, and with them the invitations they sent as staff. @throws AppError `not-found` where they have none. */
export async function endStaff(tx: Writer, userId: string, actorId: string | null): Promise<void> {
  const [removed] = await tx.delete(staff).where(eq(staff.userId, userId)).returning()
  if (!removed) throw new AppError('not-found')
  await endStaffInvitationsBy(tx, userId, actorId)
  await writeAudit(tx, {
    actorId,
    action: 'staff.removed',
    subjectId: userId,
    before: { role: removed.role },
  })
}

/** Without a language: theirs is the browser's until they choose. */
async function insertUser(tx: Writer, email: string): Promise<string> {
  const id = newId()
  await tx.insert(users).values({ id, email, emailKey: addressKey(email), createdAt: now() })
  return id
}
