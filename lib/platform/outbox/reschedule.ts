import { and, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { now, second, watchClock } from '#/lib/platform/values/clock.ts'
import { maxWait, workerTiming } from './policy.ts'
import type { TransportPolicy } from './transport.ts'

/** Milliseconds beyond the longest wait: clocks of several machines differ a little. */
const slack = 60 * second
const batchSize = 500
/** Ignores smaller steps back. */
const minClockStep = -second
/** Runs that check each mail, after a start or a clock set back: evaluating a lease takes two. */
const wideRuns = 3

/** Longest time, in milliseconds, that any kind of mail of these transports may be due ahead. */
function maxAhead(transports: readonly TransportPolicy[], maxGathering: number): SQL {
  const retries = transports.flatMap((transport) =>
    transport.pauses.map((_, tried) => {
      const isLast = tried === transport.pauses.length - 1
      const attempts = sql.raw(`${isLast ? '>=' : '='} ${tried + 1}`)
      const wait = sql.raw(String(maxWait(transport, tried + 1)))
      return sql`when ${inArray(outbox.lane, namesOf(transport))} and ${outbox.attempts} ${attempts} then ${wait}`
    }),
  )
  return sql`case
    when ${outbox.leaseOwner} is not null then ${sql.raw(String(workerTiming.lease))}
    when ${outbox.attempts} = 0 and ${outbox.digestId} is null then 0
    when ${outbox.attempts} = 0 then ${sql.raw(String(maxGathering))}
    ${sql.join(retries, sql` `)} end`
}

const namesOf = ({ lanes }: TransportPolicy) => lanes.map(({ name }) => name)

/**
 * Makes mail due that would wait longer than any mail does: it is from before the clock was set back, and would wait
 * until that time returns. Returns the job, which can tell whether the worker of a far lease is alive: if so, it has
 * renewed the lease by the next run. `maxGathering`: milliseconds for which a digest gathers.
 */
export function createMailRescheduling(
  transports: readonly TransportPolicy[],
  maxGathering: number,
): (store: Store) => Promise<number> {
  const maxOfAll = Math.max(...transports.map((one) => maxWait(one, one.pauses.length)))
  const readMove = watchClock()
  let wide = wideRuns
  let seen = new Map<string, number>()

  return async function bringForward(store) {
    if (readMove() < minClockStep) wide = wideRuns
    const at = now()
    const isFar =
      wide-- > 0
        ? gt(outbox.dueAt, sql`cast(${at + slack} as bigint) + ${maxAhead(transports, maxGathering)}`)
        : // The longest wait of all mail, so that the query uses the index.
          gt(outbox.dueAt, at + slack + maxOfAll)
    const found = await store.read
      .select({ id: outbox.id, dueAt: outbox.dueAt, leaseOwner: outbox.leaseOwner })
      .from(outbox)
      .where(and(inArray(outbox.lane, transports.flatMap(namesOf)), gt(outbox.dueAt, at + slack), isFar))
      .limit(batchSize)
    const leased = found.filter(({ leaseOwner }) => leaseOwner !== null)
    const abandoned = leased.filter(({ id, dueAt }) => seen.get(id) === dueAt)
    seen = new Map(leased.map(({ id, dueAt }) => [id, dueAt ?? 0]))
    if (leased.length > abandoned.length || found.length === batchSize) wide = Math.max(wide, 1)
    const waiting = found.filter(({ leaseOwner }) => leaseOwner === null)
    return (await makeDue(store, waiting, isNull(outbox.leaseOwner))) + (await makeDue(store, abandoned))
  }
}

type Far = { id: string; dueAt: number | null }

/** An expired lease still names its owner, who may settle the mail if it is alive and first. */
async function makeDue(store: Store, mails: readonly Far[], stillSo?: SQL): Promise<number> {
  if (mails.length === 0) return 0
  const at = now()
  const made = await store.transact(async (tx) => {
    const rows = []
    for (const { id, dueAt } of mails) {
      const asFound = and(eq(outbox.id, id), eq(outbox.dueAt, dueAt ?? 0), stillSo)
      const leaseUntil = sql`case when ${outbox.leaseOwner} is null then null else cast(${at} as bigint) end`
      rows.push(
        ...(await tx
          .update(outbox)
          .set({ dueAt: at, leaseUntil })
          .where(asFound)
          .returning({ id: outbox.id })),
      )
    }
    return rows
  })
  return made.length
}
