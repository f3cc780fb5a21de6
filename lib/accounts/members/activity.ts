import { inArray, max } from 'drizzle-orm'
import { sessions } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { isAway } from './policy.ts'

/**
 * The members who have not signed in for a year, by id, each with their last time in any account: a person has one sign-in
 * for all. Those who never did count from when they joined.
 */
export async function listAway(
  read: Reader,
  members: readonly Pick<Member, 'userId' | 'joinedAt' | 'lastSeenAt'>[],
  at: number,
): Promise<Map<string, number>> {
  const quiet = members.filter(({ joinedAt, lastSeenAt }) => isAway(Math.max(joinedAt, lastSeenAt ?? 0), at))
  if (quiet.length === 0) return new Map()
  const rows = await read
    .select({ userId: sessions.userId, usedAt: max(sessions.lastUsedAt) })
    .from(sessions)
    .where(
      inArray(
        sessions.userId,
        quiet.map(({ userId }) => userId),
      ),
    )
    .groupBy(sessions.userId)
  const usedAt = new Map(rows.map((row) => [row.userId, Number(row.usedAt ?? 0)]))
  const last = quiet.map(({ userId, joinedAt, lastSeenAt }): [string, number] => [
    userId,
    Math.max(joinedAt, lastSeenAt ?? 0, usedAt.get(userId) ?? 0),
  ])
  return new Map(last.filter(([, since]) => isAway(since, at)))
}
