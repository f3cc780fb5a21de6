import { and, desc, eq, gt, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

/** The drill of an account that waits for an answer; null if none does. */
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

/**
 * The recipients of a drill as people know them, without those whose message failed: they can answer it. An erased address stays, as
 * its placeholder.
 */
export async function listDrilled(read: Reader, drillId: string): Promise<string[]> {
  const rows = await read
    .select(pick(outbox, 'recipient', 'shown'))
    .from(outbox)
    .where(
      and(
        eq(outbox.noticeId, drillId),
        isNotNull(outbox.purpose),
        notInArray(outbox.status, ['failed', 'expired', 'withheld']),
      ),
    )
    .orderBy(outbox.id)
  return [...new Map(rows.map(({ recipient, shown }) => [recipient, shown ?? recipient])).values()]
}

/** Written as in the partial index, so that the index serves. */
export const isDrill = sql`${notices.kind} = 'drill'`

/** The condition of a drill that waits for its answer at `at` (milliseconds UTC). */
export function isWaitingDrill(at: number) {
  return and(
    isDrill,
    eq(notices.state, 'open'),
    isNull(notices.closedAt),
    gt(notices.firstSeenAt, at - drillSpan),
  )
}

/** A person who does not answer a drill within this time (milliseconds) would not answer an emergency. */
export const drillSpan = day
