import type { StaffRole } from '#/db/words/people.ts'
import { type Environment, env } from '#/env.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

declare const granted: unique symbol

/** What makes a grant one: none but the functions that look a right up make it. */
export type Granted<Right extends string> = {
  readonly [granted]: { readonly [right in Right]: true }
}

/** Proof that the actor is staff; `admin` implies `support`. */
export type StaffGrant<Right extends StaffRole = 'support'> = Granted<Right> & {
  readonly actor: Actor
  readonly staffRole: StaffRole
}

export type AdminGrant = StaffGrant<'support' | 'admin'>

/** Proof that the work is asked for at the command line, by whoever holds the machine; they may what an admin may. */
export type OperatorGrant = Granted<'admin'> & { readonly operator: true }

/** Who may do what an admin may, here or at the command line. */
export type AdministratorGrant = AdminGrant | OperatorGrant

/** Whether staff must have shown a passkey in their session (031). */
export type PasskeyDemand = Environment['STAFF_PASSKEYS']

/**
 * @throws AppError `not-found` for who is not staff (the admin pages are not told of), `passkey-required` where none was shown
 * in the session, `forbidden` for support.
 */
export function grantStaff<Needed extends StaffRole>(
  actor: Actor,
  needed: Needed,
  demand: PasskeyDemand = env.STAFF_PASSKEYS,
): Needed extends 'admin' ? AdminGrant : StaffGrant {
  if (actor.staffRole === null) throw new AppError('not-found')
  if (demand === 'required' && actor.passkey === null) throw new AppError('passkey-required')
  if (needed === 'admin' && actor.staffRole !== 'admin') throw new AppError('forbidden')
  return { actor, staffRole: actor.staffRole } as unknown as Needed extends 'admin' ? AdminGrant : StaffGrant
}

/** For the command line alone, and for what it has begun: nothing that comes over the network may lead here. */
export function grantOperator(): OperatorGrant {
  return { operator: true } as unknown as OperatorGrant
}
