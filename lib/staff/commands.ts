import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/index.ts'
import { EnvironmentError } from '#/env.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { parseAddress } from '#/lib/contacts/address.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'
import { AppError } from '#/lib/errors.ts'
import { newId } from '#/lib/ids.ts'
import { endStaffInvitationsBy } from '#/lib/invitations/ending-commands.ts'
import type { StaffRole } from '#/lib/members/schema.ts'
import { findUserByEmail } from '#/lib/sessions/queries.ts'

export type StaffChange = 'added' | 'changed' | 'unchanged'

/**
 * Makes a person staff with this role, whether or not they were; for the command line and the start-up, where whoever
 * runs them holds the installation. @throws AppError `invalid-input` where `email` is no address.
 */
export function addStaff(store: Store, email: string, role: StaffRole): Promise<StaffChange> {
  const parsed = parseAddress(email)
  if (!parsed.ok) throw new AppError('invalid-input')
  return store.transact((tx) => putStaff(tx, parsed.address, role))
}

/**
 * Takes a person's rights as staff, on their next request, and with them the invitations they sent as staff.
 * @throws AppError `not-found` where they have none.
 */
export function removeStaff(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    const [removed] = user ? await tx.delete(staff).where(eq(staff.userId, user.id)).returning() : []
    if (!removed) throw new AppError('not-found')
    await endStaffInvitationsBy(tx, removed.userId, null)
    await writeAudit(tx, {
      actorId: null,
      action: 'staff.removed',
      subjectId: removed.userId,
      before: { role: removed.role },
    })
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
    for (const address of addresses) await putStaff(tx, address, 'admin')
  })
}

async function putStaff(tx: Writer, email: string, role: StaffRole): Promise<StaffChange> {
  const userId = (await findUserByEmail(tx, addressKey(email)))?.id ?? (await insertUser(tx, email))
  const [before] = await tx.select().from(staff).where(eq(staff.userId, userId))
  if (before?.role === role) return 'unchanged'
  await (before
    ? tx.update(staff).set({ role }).where(eq(staff.userId, userId))
    : tx.insert(staff).values({ userId, role, createdAt: now() }))
  if (before?.role === 'admin') await endStaffInvitationsBy(tx, userId, null)
  await writeAudit(tx, {
    actorId: null,
    action: before ? 'staff.changed' : 'staff.added',
    subjectId: userId,
    before: before ? { role: before.role } : null,
    after: { role },
  })
  return before ? 'changed' : 'added'
}

/** Without a language: theirs is the browser's until they choose. */
async function insertUser(tx: Writer, email: string): Promise<string> {
  const id = newId()
  await tx.insert(users).values({ id, email, emailKey: addressKey(email), createdAt: now() })
  return id
}
