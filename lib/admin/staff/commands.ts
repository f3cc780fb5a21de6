import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import {
  readStaffRole,
  removeStaffRole,
  type StaffChange,
  setStaffRole,
} from '#/lib/changes/effects/staff-role.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/**
 * Makes a person staff with this role, or changes their role; for the command line and the start-up.
 * @throws AppError `invalid-input` if `email` is not an address.
 */
export function addStaff(store: Store, email: string, role: StaffRole): Promise<StaffChange> {
  const address = readAddress(email)
  return store.transact((tx) => saveStaff(tx, address, role))
}

function readAddress(email: string): string {
  const parsed = parseAddress(email)
  if (!parsed.ok) throw new AppError('invalid-input')
  return parsed.address
}

/**
 * Ends a person's staff role and the invitations they sent as staff, from their next request on; for the command line.
 * @throws AppError `not-found` if they are not staff.
 */
export function removeStaff(store: Store, email: string): Promise<void> {
  return store.transact(async (tx) => {
    const user = await findUserByEmail(tx, addressKey(email.trim()))
    if (!user) throw new AppError('not-found')
    await removeStaffRole(tx, user.id, null)
  })
}

/**
 * Makes these people admins (`STAFF_EMAILS`) and leaves existing admins unchanged. All or none.
 * @throws AppError `invalid-input` if one is not an address; the environment has none of those.
 */
export async function ensureStaff(store: Store, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return
  const addresses = emails.map(readAddress)
  await store.transact(async (tx) => {
    for (const address of addresses) await saveStaff(tx, address, 'admin')
  })
}

/** What the page showed of a person: their role, and whether the admin confirmed that it is themselves. */
export type StaffSeen = { role: StaffRole; confirmsSelf: boolean }

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
    const actorId = await requireConfirmation(tx, grant, userId, seen)
    await setStaffRole(tx, userId, role, actorId)
    await assertAdminRemains(tx)
  })
}

/** Ends a person's staff role from their next request on. @throws AppError as `changeStaffRole` */
export function dismissStaff(store: Store, grant: AdminGrant, userId: string, seen: StaffSeen) {
  return store.transact(async (tx) => {
    const actorId = await requireConfirmation(tx, grant, userId, seen)
    await removeStaffRole(tx, userId, actorId)
    await assertAdminRemains(tx)
  })
}

/** Returns the admin's id. */
async function requireConfirmation(tx: Writer, grant: AdminGrant, userId: string, seen: StaffSeen) {
  const { actor } = await reauthoriseStaff(tx, grant, 'admin')
  if ((await readStaffRole(tx, userId)) !== seen.role) throw new AppError('stale')
  if (userId === actor.user.id && !seen.confirmsSelf) throw new AppError('confirm-self', {}, 'self')
  return actor.user.id
}

/** Keeps at least one admin, because only the command line could add another. Runs in the transaction of the change. */
async function assertAdminRemains(tx: Writer): Promise<void> {
  if ((await tx.$count(staff, eq(staff.role, 'admin'))) === 0) throw new AppError('last-admin')
}

/** Gives an address a staff role, and makes its user if needed. */
async function saveStaff(tx: Writer, email: string, role: StaffRole): Promise<StaffChange> {
  const userId = (await findUserByEmail(tx, addressKey(email)))?.id ?? (await insertUser(tx, email))
  return setStaffRole(tx, userId, role, null)
}

/** Without a language: the browser's applies until they choose one. */
async function insertUser(tx: Writer, email: string): Promise<string> {
  const id = newId()
  await tx.insert(users).values({ id, email, emailKey: addressKey(email), createdAt: now() })
  return id
}
