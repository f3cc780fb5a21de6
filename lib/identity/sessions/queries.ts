import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { hour } from '#/lib/platform/values/clock.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'

/** product.md, Signing in: sessions end 12 hours after last use or 7 days after sign-in. */
export const idleLimit = 12 * hour
export const sessionLimit = 7 * 24 * hour

export type User = typeof users.$inferSelect

/**
 * A person with a live session that began at `startedAt` by `method`. Their time zone is one that the runtime knows, or null. `passkey`:
 * the one used in the session, and when; null after its removal.
 */
export type Actor = {
  user: User
  staffRole: StaffRole | null
  sessionId: string
  method: (typeof sessions.$inferSelect)['method']
  startedAt: number
  lastUsedAt: number
  passkey: { id: string; at: number } | null
}

type SessionTimes = { createdAt: number; lastUsedAt: number; endedAt: number | null }

/** Whether a session is alive at `now`. */
export function isSessionAlive(session: SessionTimes, now: number): boolean {
  return (
    session.endedAt === null && now < session.lastUsedAt + idleLimit && now < session.createdAt + sessionLimit
  )
}

/** The person of a session; null if it has ended or never existed. */
export async function findActor(read: Reader, sessionId: string, now: number): Promise<Actor | null> {
  const [row] = await read
    .select({ session: sessions, user: users, staffRole: staff.role, passkeyId: passkeys.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(staff, eq(staff.userId, users.id))
    .leftJoin(passkeys, and(eq(passkeys.id, sessions.passkeyId), eq(passkeys.userId, users.id)))
    .where(eq(sessions.id, sessionId))
  if (!row || !isSessionAlive(row.session, now)) return null
  const { timeZone } = row.user
  const { method, createdAt: startedAt, lastUsedAt, passkeyAt } = row.session
  const user = { ...row.user, timeZone: timeZone !== null && isKnownZone(timeZone) ? timeZone : null }
  const passkey = row.passkeyId !== null && passkeyAt !== null ? { id: row.passkeyId, at: passkeyAt } : null
  return { user, staffRole: row.staffRole, sessionId, method, startedAt, lastUsedAt, passkey }
}

/** Whether a session is alive. */
export async function isSessionLive(read: Reader, sessionId: string, now: number): Promise<boolean> {
  const [session] = await read.select().from(sessions).where(eq(sessions.id, sessionId))
  return session !== undefined && isSessionAlive(session, now)
}

/** The actor's own live sessions, last used first. */
export async function listSessions(read: Reader, actor: Actor, now: number) {
  return read
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, actor.user.id),
        isNull(sessions.endedAt),
        gt(sessions.lastUsedAt, now - idleLimit),
        gt(sessions.createdAt, now - sessionLimit),
      ),
    )
    .orderBy(desc(sessions.lastUsedAt))
}

/** The user of an address; `emailKey` is lower-cased. */
export async function findUserByEmail(read: Reader, emailKey: string): Promise<User | null> {
  const [user] = await read.select().from(users).where(eq(users.emailKey, emailKey))
  return user ?? null
}
