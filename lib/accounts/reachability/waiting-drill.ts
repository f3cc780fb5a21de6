import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

/** The drill of an account that still waits for its answer; null where none does. */
export async function findOpenDrill(
  read: Reader,
  accountId: string,
): Promise<{ id: string; sentAt: number } | null> {
  const [waiting] = await read
    .select({ id: notices.id, sentAt: notices.firstSeenAt })
    .from(notices)
    .where(and(eq(notices.accountId, accountId), isWaitingDrill(now())))
    .orderBy(desc(notices.firstSeenAt))
    .limit(1)
  return waiting ?? null
}

/** As written in the partial index, so that it serves. */
export const isDrill = sql`${notices.kind} = 'drill'`

/** A drill that waits for its answer at `at` (milliseconds UTC). */
export function isWaitingDrill(at: number) {
  return and(
    isDrill,
    eq(notices.state, 'open'),
    isNull(notices.closedAt),
    gt(notices.firstSeenAt, at - drillSpan),
  )
}

/** By which the drills of a campaign are known. An account has one of a campaign at most. */
export function dedupKeyOf(roundId: string): string {
  return `drills:${roundId}`
}

/** Whoever has not answered a drill after so long (milliseconds) would not have answered an emergency. */
export const drillSpan = day
