import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { erasedWord } from '#/lib/platform/values/erased.ts'

/** Mail to an address that is neither sent nor given up. Every lane is named, so that the index of what is due serves. */
function isWaiting(key: string) {
  return and(
    inArray(outbox.lane, [...mailLanes]),
    gt(outbox.dueAt, 0),
    eq(sql`lower(${outbox.recipient})`, key),
  )
}

/** No worker has it. */
function isFree() {
  return or(isNull(outbox.leaseUntil), lte(outbox.leaseUntil, now()))
}

/** Some of the mail that waits for an address, and whether any is on its way to it now, of which nobody knows yet what becomes. */
export async function findWaiting(
  read: Reader,
  key: string,
  most: number,
): Promise<{ ids: string[]; underWay: boolean }> {
  const rows = await read
    .select({ id: outbox.id, leaseUntil: outbox.leaseUntil })
    .from(outbox)
    .where(isWaiting(key))
    .limit(most)
  const at = now()
  const free = rows.filter(({ leaseUntil }) => leaseUntil === null || leaseUntil <= at)
  return { ids: free.map(({ id }) => id), underWay: free.length < rows.length }
}

/**
 * Sends no more of this mail, where no worker has it. A notice of which nobody else was told goes on to the next step, as where
 * the mail had failed (notices.md, Routing). Answers how much it was.
 */
export async function cancelMail(tx: Writer, ids: readonly string[]): Promise<number> {
  const at = now()
  const cancelled = await tx
    .update(outbox)
    .set({
      status: 'withheld',
      recipient: erasedWord,
      data: {},
      lastError: '',
      dueAt: null,
      leaseOwner: null,
      leaseUntil: null,
      settledAt: at,
    })
    .where(and(inArray(outbox.id, [...ids]), gt(outbox.dueAt, 0), isFree()))
    .returning()
  for (const row of cancelled) await fallBack(tx, row, at)
  return cancelled.length
}
