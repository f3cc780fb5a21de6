import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { cancelledColumns, isWaiting } from '#/lib/platform/outbox/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Some of the mail that waits for an address, and whether a worker is sending any to it now. */
export async function findWaitingMail(
  read: Reader,
  key: string,
  most: number,
): Promise<{ ids: string[]; isSending: boolean }> {
  const held = pick(outbox, 'id', 'leaseUntil')
  const isTo = eq(sql`lower(${outbox.recipient})`, key)
  const rows = await read.select(held).from(outbox).where(and(isWaiting, isTo)).limit(most)
  const at = now()
  const free = rows.filter(({ leaseUntil }) => leaseUntil === null || leaseUntil <= at)
  return { ids: free.map(({ id }) => id), isSending: free.length < rows.length }
}

/**
 * Cancels those of these mails that no worker holds, and returns how many. A notice that nobody else received
 * escalates, as it does when the mail fails (notices.md, Routing).
 */
export async function cancelMail(tx: Writer, ids: readonly string[]): Promise<number> {
  const at = now()
  const isFree = or(isNull(outbox.leaseUntil), lte(outbox.leaseUntil, at))
  const cancelled = await tx
    .update(outbox)
    .set({
      status: 'withheld',
      recipient: erasedPlaceholder,
      data: {},
      lastError: '',
      ...cancelledColumns(at),
    })
    .where(and(inArray(outbox.id, [...ids]), gt(outbox.dueAt, 0), isFree))
    .returning()
  for (const row of cancelled) await fallBack(tx, row, at)
  return cancelled.length
}
