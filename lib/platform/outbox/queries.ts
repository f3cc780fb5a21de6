import { and, count, gt, inArray, isNotNull, min, or, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import { endpointLanes, lanes, type MailStatus, mailLanes } from '#/db/words/mail.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What is neither sent nor given up. `oldestWaitingSeconds`: age of the oldest; 0 if none waits. */
type Waiting = { waiting: number; oldestWaitingSeconds: number }

/** Mail, and apart from it messages to endpoints: an endpoint may be dead for days, so the oldest is of those never tried. */
export type OutboxHealth = Waiting & { endpoints: Waiting }

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
  const isUntried = sql`case when ${outbox.status} = 'queued' then ${outbox.createdAt} end`
  const rows = await read
    .select({
      ...{ lane: outbox.lane, waiting: count(), oldest: min(outbox.createdAt) },
      untried: sql`min(${isUntried})`.mapWith(Number),
    })
    .from(outbox)
    .where(isWaiting)
    .groupBy(outbox.lane)
  const at = now()
  const sum = (of: readonly string[], oldestOf: (row: (typeof rows)[number]) => number | null): Waiting => {
    const some = rows.filter(({ lane }) => of.includes(lane))
    const ages = some.map((row) => at - (oldestOf(row) || at))
    return {
      waiting: some.reduce((all, { waiting }) => all + waiting, 0),
      oldestWaitingSeconds: Math.round(Math.max(0, ...ages) / 1000),
    }
  }
  const ofEndpoints = sum(endpointLanes, ({ untried }) => untried)
  return { ...sum(mailLanes, ({ oldest }) => oldest), endpoints: ofEndpoints }
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
