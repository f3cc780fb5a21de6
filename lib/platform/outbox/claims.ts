import { and, eq, getTableName, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { engine, type Reader, recordInserted, type Store } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type Held, type LanePlaces, nothingHeld, type OutboxRow } from './transport.ts'

/**
 * The condition that finds these mails. On PostgreSQL it locks them by id first, so that two statements that change the
 * same mails cannot wait for each other.
 */
export function lockedById(...conditions: (SQL | undefined)[]): SQL | undefined {
  const condition = and(...conditions)
  if (engine === 'sqlite') return condition
  const found = sql`select ${outbox.id} from ${outbox} where ${condition} order by ${outbox.id} for update`
  return sql`${outbox.id} = any(array(${found}))`
}

/** A waiting row has `dueAt`: the time of its next try or, while a worker has it, the end of its lease. */
function waiting(lane: string, { where }: Held): SQL | undefined {
  return and(eq(outbox.lane, lane), gt(outbox.dueAt, 0), where)
}

/** Whether a lane has due mail, and when the first of the rest is due (milliseconds UTC); `null` if there is none. */
export type NextDue = { isDue: boolean; laterAt: number | null }

/** Reads all these lanes in one query, without the mail that their transports hold back. */
export async function readNextDue(
  read: Reader,
  lanes: ReadonlyMap<string, Held>,
): Promise<Map<string, NextDue>> {
  const at = now()
  const first = (lane: string, held: Held, when: SQL) => {
    const condition = and(waiting(lane, held), when)
    const found = sql`select ${outbox.dueAt} from ${outbox} where ${condition} order by ${outbox.dueAt} limit 1`
    return sql<number | null>`(${found})`.mapWith(outbox.dueAt)
  }
  const nextOf = ([lane, held]: readonly [string, Held]) => {
    const next = {
      dueAt: first(lane, held, lte(outbox.dueAt, at)),
      laterAt: first(lane, held, gt(outbox.dueAt, at)),
    }
    return [lane, next] as const
  }
  const [found] = await read.select(Object.fromEntries([...lanes].map(nextOf))).from(sql`(select 1) as one`)
  const next = Object.entries(found ?? {})
  return new Map(next.map(([lane, { dueAt, laterAt }]) => [lane, { isDue: dueAt !== null, laterAt }]))
}

/**
 * Claims up to `limit` due mails for `owner` until `leaseUntil`, oldest first; no other worker gets the same ones. `byTurns`: the
 * oldest of each account first, then the second of each.
 */
export async function claimMail(
  store: Store,
  claim: {
    lane: string
    owner: string
    leaseUntil: number
    limit: number
    held?: Held
    byTurns?: boolean | undefined
  },
): Promise<OutboxRow[]> {
  const { lane, owner, leaseUntil, limit, held = nothingHeld, byTurns = false } = claim
  const isDue = lte(outbox.dueAt, now())
  const due = and(waiting(lane, held), isDue)
  const turn = sql`row_number() over (partition by ${outbox.accountId} order by ${outbox.dueAt})`
  const turns = sql`(select ${outbox.id} as turn_id, ${turn} as turn from ${outbox} where ${due})`
  const order = byTurns
    ? sql`join ${turns} turns on turn_id = ${outbox.id} where ${isDue} order by turn, ${outbox.dueAt}`
    : sql`where ${due} order by ${outbox.dueAt}`
  const choice = sql`select ${outbox.id} from ${outbox} ${order} limit ${limit}`
  // The array keeps PostgreSQL from running the choice again for each row, which would take more than `limit`.
  const chosen =
    store.engine === 'postgres'
      ? sql`${outbox.id} = any(array(${choice} for update of outbox skip locked))`
      : sql`${outbox.id} in (${choice})`
  const rows = await store.transact(
    (tx) =>
      tx
        .update(outbox)
        .set({
          // Withheld mail keeps its status.
          status: sql`case when ${outbox.status} = 'withheld' then 'withheld' else 'sending' end`,
          attempts: sql`${outbox.attempts} + 1`,
          leaseOwner: owner,
          leaseUntil,
          dueAt: leaseUntil,
        })
        .where(chosen)
        .returning(),
    { isolation: 'read committed' },
  )
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Extends the leases that the owner still holds; returns their mails' ids. */
export async function renewLeases(
  store: Store,
  { owner, ids, leaseUntil }: { owner: string; ids: readonly string[]; leaseUntil: number },
): Promise<Set<string>> {
  const renewed = await store.transact(
    (tx) =>
      tx
        .update(outbox)
        .set({ leaseUntil, dueAt: leaseUntil })
        .where(lockedById(inArray(outbox.id, [...ids]), eq(outbox.leaseOwner, owner)))
        .returning({ id: outbox.id }),
    { isolation: 'read committed', settles: true },
  )
  return new Set(renewed.map(({ id }) => id))
}

/** Most mails that one transaction makes due. */
const maxExpedited = 1000

/**
 * Makes mail of these lanes due that waits for another try only because its transport could not be used: urgent mail now,
 * other lanes after the head start of those before. What a recipient deferred keeps its pause.
 */
export async function expediteMail(store: Store, lanes: readonly LanePlaces[]): Promise<void> {
  for (const { name, headStart } of lanes) {
    const dueAt = now() + headStart
    const isLater = and(eq(outbox.lane, name), gt(outbox.dueAt, dueAt), eq(outbox.status, 'retrying'))
    const isHeld = and(isLater, eq(outbox.relayFailed, true), isNull(outbox.leaseOwner))
    for (let found = maxExpedited; found === maxExpedited; ) {
      const some = await store.read.select({ id: outbox.id }).from(outbox).where(isHeld).limit(maxExpedited)
      const ids = some.map(({ id }) => id)
      found = ids.length
      if (found === 0) break
      await store.transact(
        async (tx) => {
          await tx
            .update(outbox)
            .set({ dueAt })
            .where(lockedById(inArray(outbox.id, ids), isHeld))
          // Workers of this process poll at once.
          recordInserted(getTableName(outbox), [])
        },
        { isolation: 'read committed' },
      )
    }
  }
}

/** Releases claimed mails untried, as if never claimed. */
export async function releaseMail(store: Store, owner: string, ids: readonly string[]): Promise<void> {
  await store.transact(
    (tx) =>
      tx
        .update(outbox)
        .set({
          status: sql`case when ${outbox.status} = 'withheld' then 'withheld' when ${outbox.attempts} > 1 then 'retrying' else 'queued' end`,
          attempts: sql`${outbox.attempts} - 1`,
          leaseOwner: null,
          leaseUntil: null,
          dueAt: now(),
        })
        .where(lockedById(inArray(outbox.id, [...ids]), eq(outbox.leaseOwner, owner))),
    { isolation: 'read committed', settles: true },
  )
}
