import { eq } from 'drizzle-orm'
import { staff } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/members.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { endStaff, putRole, putStaff } from './commands.ts'

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
