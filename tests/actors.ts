import type { StaffRole } from '#/lib/members/schema.ts'
import type { Actor, User } from '#/lib/sessions/queries.ts'

/** A person as their request finds them. */
export function actorOf(user: User, staffRole: StaffRole | null = null): Actor {
  return { user, staffRole, sessionId: 'session', startedAt: 0, lastUsedAt: 0, passkey: null }
}
