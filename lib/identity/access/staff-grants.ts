import type { StaffRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { Environment } from '#/environment.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

declare const granted: unique symbol

/** Marks a grant: only the functions that check a right make one. */
export type Granted<Right extends string> = {
  readonly [granted]: { readonly [right in Right]: true }
}

/** Proof that the actor is staff; `admin` implies `support`. */
export type StaffGrant<Right extends StaffRole = 'support'> = Granted<Right> & {
  readonly actor: Actor
  readonly staffRole: StaffRole
}

export type AdminGrant = StaffGrant<'support' | 'admin'>

/** Proof that the work comes from the command line. Anyone with access to the machine can do what an admin can. */
export type OperatorGrant = Granted<'admin'> & { readonly operator: true }

/** Anyone who can do what an admin can, here or at the command line. */
export type AdministratorGrant = AdminGrant | OperatorGrant

/** Whether staff must have used a passkey in their session (031). */
export type PasskeyDemand = Environment['STAFF_PASSKEYS']

/**
 * @throws AppError `not-found` for anyone who is not staff, to hide the admin pages; `passkey-required` if
 * none was used in the session; `staff-sign-in` if only an invitation's link began it, which lives for days;
 * `admin-only` for support
 */
export function grantStaff<Needed extends StaffRole>(
  actor: Actor,
  needed: Needed,
  demand: PasskeyDemand = env.STAFF_PASSKEYS,
): Needed extends 'admin' ? AdminGrant : StaffGrant {
  if (actor.staffRole === null) throw new AppError('not-found')
  if (demand === 'required' && actor.passkey === null) throw new AppError('passkey-required')
  if (actor.passkey === null && actor.method === 'invitation') throw new AppError('staff-sign-in')
  if (needed === 'admin' && actor.staffRole !== 'admin') throw new AppError('admin-only')
  return { actor, staffRole: actor.staffRole } as unknown as Needed extends 'admin' ? AdminGrant : StaffGrant
}

/** Only for the command line and the work it began. Nothing from the network may call this. */
export function grantOperator(): OperatorGrant {
  return { operator: true } as unknown as OperatorGrant
}
