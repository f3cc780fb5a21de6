import { and, eq, gt, inArray, lte, or, type SQL } from 'drizzle-orm'
import { announcements } from '#/db/schema/announcements.ts'
import type { Writer } from '#/db/store/store.ts'
import type { AnnouncementState } from '#/db/words/announcements.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Milliseconds after which somebody else goes on where whoever worked at an announcement is silent. */
export const leaseTime = 15_000

/** Whoever works at an announcement. */
export type Holder = { id: string; owner: string }

/** Takes an announcement for as long as a lease; the columns of whoever does. */
export function leaseOf(owner: string) {
  return { leaseOwner: owner, leaseUntil: now() + leaseTime }
}

/** Whether nobody holds it any more: its lease has ended, or lies further ahead than any does, since the clock was set back. */
export function hasLeaseEnded(at = now()): SQL | undefined {
  return or(lte(announcements.leaseUntil, at), gt(announcements.leaseUntil, at + 2 * leaseTime))
}

export const noLease = { leaseOwner: null, leaseUntil: null }

/**
 * Holds an announcement for one more chunk of work, in the transaction of that chunk; false where it is no longer in `state`,
 * or is somebody else's, and then nothing may be done. It writes its row first, so that a stop waits for the chunk, and the
 * next chunk sees it.
 */
export async function holdLease(
  tx: Writer,
  { id, owner }: Holder,
  state: AnnouncementState,
): Promise<boolean> {
  const held = await tx
    .update(announcements)
    .set(leaseOf(owner))
    .where(
      and(
        eq(announcements.id, id),
        eq(announcements.leaseOwner, owner),
        inArray(announcements.state, [state]),
      ),
    )
    .returning({ id: announcements.id })
  return held.length > 0
}
