import { and, asc, inArray, isNotNull, isNull, lt, ne, type SQL } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import {
  addressFailures,
  bounceReports,
  digestNotices,
  digests,
  events,
  idempotencyKeys,
  notices,
} from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { idempotencyLife } from '#/lib/platform/http/idempotency.ts'
import { failureSpan } from '#/lib/platform/mail/bounce-policy.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { deleteInParts } from '#/lib/platform/store/delete-in-parts.ts'
import { day, now } from '#/lib/platform/values/clock.ts'

const rowsAtOnce = 500

/**
 * Deletes what has been kept long enough: deliveries, closed notices, and tests and drills, which nobody has to close (a
 * setting, 400 days: product.md, Personal data), idempotency keys after 24 hours, refusals that no longer count. In small transactions, so that nothing waits for it.
 */
export async function deleteExpired(store: Store, stopping?: AbortSignal): Promise<void> {
  const at = now()
  const before = at - (await readSettings(store.read)).deliveryDays * day
  const deletions: ((tx: Writer) => Promise<number>)[] = [
    async (tx) => {
      const old = tx
        .select({ id: idempotencyKeys.id })
        .from(idempotencyKeys)
        .where(lt(idempotencyKeys.createdAt, at - idempotencyLife))
        .limit(rowsAtOnce)
      return count(
        tx
          .delete(idempotencyKeys)
          .where(inArray(idempotencyKeys.id, old))
          .returning({ id: idempotencyKeys.id }),
      )
    },
    async (tx) => {
      const old = tx
        .select({ id: addressFailures.id })
        .from(addressFailures)
        .where(lt(addressFailures.at, at - failureSpan))
        .limit(rowsAtOnce)
      return count(
        tx
          .delete(addressFailures)
          .where(inArray(addressFailures.id, old))
          .returning({ id: addressFailures.id }),
      )
    },
    async (tx) => {
      const old = tx
        .select({ id: bounceReports.id })
        .from(bounceReports)
        .where(lt(bounceReports.receivedAt, before))
        .limit(rowsAtOnce)
      return count(
        tx.delete(bounceReports).where(inArray(bounceReports.id, old)).returning({ id: bounceReports.id }),
      )
    },
    async (tx) => {
      const old = tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(and(isNotNull(outbox.settledAt), lt(outbox.settledAt, before)))
        .limit(rowsAtOnce)
      return count(tx.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id }))
    },
    async (tx) => {
      const old = tx
        .select({ id: events.id })
        .from(events)
        .where(lt(events.receivedAt, before))
        .limit(rowsAtOnce)
      return count(tx.delete(events).where(inArray(events.id, old)).returning({ id: events.id }))
    },
    (tx) => deleteNotices(tx, and(isNotNull(notices.closedAt), lt(notices.closedAt, before))),
    (tx) => deleteNotices(tx, and(ne(notices.kind, 'event'), lt(notices.firstSeenAt, before))),
    (tx) => deleteDigests(tx, before),
  ]
  for (const deletion of deletions) {
    await deleteInParts(store, deletion, stopping)
  }
}

async function deleteNotices(tx: Writer, isOld: SQL | undefined): Promise<number> {
  const old = await tx.select({ id: notices.id }).from(notices).where(isOld).limit(rowsAtOnce)
  if (old.length === 0) return 0
  const ids = old.map(({ id }) => id)
  await tx.delete(digestNotices).where(inArray(digestNotices.noticeId, ids))
  await tx.delete(events).where(inArray(events.noticeId, ids))
  await tx
    .delete(outbox)
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, ids), isNull(outbox.dueAt)))
  await tx.delete(notices).where(inArray(notices.id, ids))
  return old.length
}

async function deleteDigests(tx: Writer, before: number): Promise<number> {
  const old = await tx
    .select({ id: digests.id })
    .from(digests)
    .where(lt(digests.createdAt, before))
    .orderBy(asc(digests.createdAt))
    .limit(rowsAtOnce)
  if (old.length === 0) return 0
  const ids = old.map(({ id }) => id)
  await tx.delete(digestNotices).where(inArray(digestNotices.digestId, ids))
  await tx.delete(digests).where(inArray(digests.id, ids))
  return old.length
}

async function count(deleted: PromiseLike<unknown[]>): Promise<number> {
  return (await deleted).length
}
