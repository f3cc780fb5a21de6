import { and, count, gt, inArray, isNotNull, min, or } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import { lanes, type MailStatus, mailLanes } from '#/db/words/mail.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** `oldestWaitingSeconds`: age of the oldest mail that is neither sent nor given up; 0 if none waits. */
export type OutboxHealth = { waiting: number; oldestWaitingSeconds: number }

/** Finds waiting rows of every transport. Names every lane, so that the query uses the index of due mail, however much has been sent. */
export const isWaiting = and(inArray(outbox.lane, [...lanes]), gt(outbox.dueAt, 0))

/** The columns of a row that is cancelled: nothing waits for it any more. `at`: milliseconds UTC. */
export function cancelledColumns(at: number) {
  return { dueAt: null, handOnAt: null, leaseOwner: null, leaseUntil: null, settledAt: at }
}

/** The same for mail alone: an endpoint that is dead for days says nothing of our mail server. */
const isWaitingMail = and(inArray(outbox.lane, [...mailLanes]), gt(outbox.dueAt, 0))

/** The state of the outbox, for `/api/health`. */
export async function readOutboxHealth(read: Reader): Promise<OutboxHealth> {
  const [row] = await read
    .select({ waiting: count(), oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(isWaitingMail)
  const waiting = row?.waiting ?? 0
  const age = row?.oldest ? now() - row.oldest : 0
  return { waiting, oldestWaitingSeconds: Math.max(0, Math.round(age / 1000)) }
}

/** Since when the oldest mail waits (milliseconds UTC), by lane; leaves out lanes in which none waits. */
export function listWaitingLanes(read: Reader): PromiseLike<{ lane: string; oldestAt: number | null }[]> {
  return read
    .select({ lane: outbox.lane, oldestAt: min(outbox.createdAt) })
    .from(outbox)
    .where(isWaitingMail)
    .groupBy(outbox.lane)
}

/** The number of a status's waiting deliveries of notices, and since when the oldest waits (milliseconds UTC). */
type WaitingDeliveries = { status: MailStatus; count: number; oldestAt: number | null }

/** The emails of notices neither accepted nor given up, by status; leaves out statuses without any. */
export function listWaitingDeliveries(read: Reader): PromiseLike<WaitingDeliveries[]> {
  return read
    .select({ status: outbox.status, count: count(), oldestAt: min(outbox.createdAt) })
    .from(outbox)
    .where(and(isWaitingMail, or(isNotNull(outbox.noticeId), isNotNull(outbox.digestId))))
    .groupBy(outbox.status)
}
