import type { StaffRole } from '#/db/words/people.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import type { Actor, User } from '#/lib/identity/sessions/queries.ts'

/** A person as their request identifies them. */
export function actorOf(user: User, staffRole: StaffRole | null = null): Actor {
  return { user, staffRole, sessionId: 'session', startedAt: 0, lastUsedAt: 0, passkey: null }
}

/** The right of somebody on the staff. */
export function staffGrant<Role extends StaffRole>(user: User, role: Role) {
  return grantStaff(actorOf(user, role), role)
}
