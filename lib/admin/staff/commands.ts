import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
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
 * Makes a person staff with this role, or changes their role; for the command line and the start-up.
 * @throws AppError `invalid-input` if `email` is not an address.
 */
export function addStaff(store: Store, email: string, role: StaffRole): Promise<StaffChange> {
  const parsed = parseAddress(email)
  if (!parsed.ok) throw new AppError('invalid-input')
  return store.transact((tx) => putStaff(tx, parsed.address, role, null))
}

/**
 * Ends a person's staff role and the invitations they sent as staff, from their next request on; for the command line.
 * @throws AppError `not-found` if they are not staff.
 */
export function removeStaff(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    if (!user) throw new AppError('not-found')
    await endStaff(tx, user.id, null)
  })
}

/**
 * Makes these people admins (`STAFF_EMAILS`) and leaves existing admins unchanged. All or none.
 * @throws EnvironmentError if one address is invalid.
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

/** What the page showed of a person: their role, and whether the admin confirmed that it is themselves. */
export type StaffSeen = { role: StaffRole; knowsItIsThem: boolean }

/**
 * Makes the person with an address staff, as a new user if needed; they can then sign in.
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
 * Changes a person's role from their next request on.
 * @throws AppError `stale` if somebody changed it since, `confirm-self`, `last-admin`, as `reauthoriseStaff`
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

/** Ends a person's staff role from their next request on. @throws AppError as `changeStaffRole` */
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

/** Keeps at least one admin, because only the command line could add another. Runs in the transaction of the change. */
async function demandAdmin(tx: Writer): Promise<void> {
  if ((await tx.$count(staff, eq(staff.role, 'admin'))) === 0) throw new AppError('last-admin')
}

/** Gives an address a staff role, and makes its user if needed. `actorId`: the admin who does so. */
async function putStaff(
  tx: Writer,
  email: string,
  role: StaffRole,
  actorId: string | null,
): Promise<StaffChange> {
  const userId = (await findUserByEmail(tx, addressKey(email)))?.id ?? (await insertUser(tx, email))
  return putRole(tx, userId, role, actorId)
}

/** As `putStaff`, for an existing user. */
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

/** Ends a person's staff role and the invitations they sent as staff. @throws AppError `not-found` */
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

/** Without a language: the browser's applies until they choose one. */
async function insertUser(tx: Writer, email: string): Promise<string> {
  const id = newId()
  await tx.insert(users).values({ id, email, emailKey: addressKey(email), createdAt: now() })
  return id
}
