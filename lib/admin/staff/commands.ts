import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/members.ts'
import { EnvironmentError } from '#/env.ts'
import { endStaffInvitationsBy } from '#/lib/changes/effects/end-invitations.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
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

/** What an admin's page knew of a person: their role then, and whether the admin knows that it is themselves. */
export type StaffSeen = { role: StaffRole; knowsItIsThem: boolean }

/**
 * Makes the person of an address staff; they are made where there is none yet, and can then sign in.
 * @throws AppError `already-staff`, as `reauthoriseStaff`
 */
export function appointStaff(store: Store, grant: AdminGrant, email: string, role: StaffRole): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const user = await findUserByEmail(tx, addressKey(email))
    if (user && (await readRole(tx, user.id))) throw new AppError('already-staff', {}, 'email')
    await putStaff(tx, email, role, actor.user.id)
  })
}

/**
 * Changes a person's role, on their next request.
 * @throws AppError `stale` where it is no longer the one that was seen, `confirm-self`, `last-admin`, as `reauthoriseStaff`
 */
export function changeStaffRole(
  store: Store,
  grant: AdminGrant,
  userId: string,
  role: StaffRole,
  seen: StaffSeen,
): Promise<void> {
  return store.transact(async (tx) => {
    const actorId = await demandKnowing(tx, grant, userId, seen)
    await putRole(tx, userId, role, actorId)
    await demandAdmin(tx)
  })
}

/** Takes a person's rights as staff, on their next request. @throws AppError as `changeStaffRole` */
export function dismissStaff(
  store: Store,
  grant: AdminGrant,
  userId: string,
  seen: StaffSeen,
): Promise<void> {
  return store.transact(async (tx) => {
    const actorId = await demandKnowing(tx, grant, userId, seen)
    await endStaff(tx, userId, actorId)
    await demandAdmin(tx)
  })
}

/** Answers the admin's id. */
async function demandKnowing(
  tx: Writer,
  grant: AdminGrant,
  userId: string,
  seen: StaffSeen,
): Promise<string> {
  const { actor } = await reauthoriseStaff(tx, grant, 'admin')
  if ((await readRole(tx, userId)) !== seen.role) throw new AppError('stale')
  if (userId === actor.user.id && !seen.knowsItIsThem) throw new AppError('confirm-self', {}, 'self')
  return actor.user.id
}

async function readRole(tx: Writer, userId: string): Promise<StaffRole | null> {
  const [row] = await tx.select({ role: staff.role }).from(staff).where(eq(staff.userId, userId))
  return row?.role ?? null
}

/** Without an admin nobody could make another but on the command line. Counted in the transaction that takes one away. */
async function demandAdmin(tx: Writer): Promise<void> {
  if ((await tx.$count(staff, eq(staff.role, 'admin'))) === 0) throw new AppError('last-admin')
}

/** Gives an address a role of the staff, its person being made where there is none. `actorId`: the admin who does so. */
async function putStaff(
  tx: Writer,
  email: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const userId = (await findUserByEmail(tx, addressKey(email)))?.id ?? (await insertUser(tx, email))
  return putRole(tx, userId, role, actorId)
}

/** As `putStaff`, for a person there is. */
async function putRole(
  tx: Writer,
  userId: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const before = await readRole(tx, userId)
  if (before === role) return 'unchanged'
  await (before
    ? tx.update(staff).set({ role }).where(eq(staff.userId, userId))
    : tx.insert(staff).values({ userId, role, createdAt: now() }))
  if (before === 'admin') await endStaffInvitationsBy(tx, userId, actorId)
  await writeAudit(tx, {
    actorId,
    action: before ? 'staff.changed' : 'staff.added',
    subjectId: userId,
    before: before && { role: before },
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
