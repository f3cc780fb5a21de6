import type { Store } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { type Actor, findActor, type User } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildSession, buildUser } from '#/seed/people.ts'

/** A person as their request identifies them. */
export function actorOf(user: User, staffRole: StaffRole | null = null): Actor {
  return { user, staffRole, sessionId: 'session', method: 'code', startedAt: 0, lastUsedAt: 0, passkey: null }
}

/** The right of somebody on the staff. */
export function staffGrant<Role extends StaffRole>(user: User, role: Role) {
  return grantStaff(actorOf(user, role), role)
}

/** Somebody in a session that begins now, by default a new person. */
export async function signedIn(
  store: Store,
  userId?: string,
  given: { passkeyId?: string; passkeyAt?: number } = {},
) {
  const session = await store.transact(async (tx) =>
    buildSession(tx, { ...given, userId: userId ?? (await buildUser(tx)).id }),
  )
  return actorIn(store, session.id)
}

export async function actorIn(store: Store, sessionId: string): Promise<Actor> {
  const actor = await findActor(store.read, sessionId, now())
  if (!actor) throw new Error('The session is not alive.')
  return actor
}
