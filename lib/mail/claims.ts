import { and, asc, eq, gt, lte, notInArray, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Store, Writer } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import type { Settlement } from './policy.ts'
import type { MailLane } from './schema.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** A row is waiting while `dueAt` is set: the time of its next try or, while one worker has it, the end of its lease. */
function waiting(lane: MailLane, passedOver: readonly string[]): SQL | undefined {
  return and(
    eq(outbox.lane, lane),
    gt(outbox.dueAt, 0),
    passedOver.length > 0 ? notInArray(outbox.recipient, [...passedOver]) : undefined,
  )
}

/** When the lane's next mail is due; `null` where none waits. `passedOver` are recipients that keep us waiting. */
export async function readNextDue(
  read: Reader,
  lane: MailLane,
  passedOver: readonly string[],
): Promise<number | null> {
  const [next] = await read
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(waiting(lane, passedOver))
    .orderBy(asc(outbox.dueAt))
    .limit(1)
  return next?.dueAt ?? null
}

/** Takes up to `limit` due mails for `owner` until `leaseUntil`, oldest first; no other worker gets the same ones. */
export async function claimMail(
  store: Store,
  claim: { lane: MailLane; owner: string; leaseUntil: number; limit: number; passedOver: readonly string[] },
): Promise<OutboxRow[]> {
  const due = and(waiting(claim.lane, claim.passedOver), lte(outbox.dueAt, now()))
  const choice = sql`select ${outbox.id} from ${outbox} where ${due} order by ${outbox.dueAt} limit ${claim.limit}`
  // The array keeps PostgreSQL from running the choice again for each row, which would take more than `limit`.
  const chosen =
    store.engine === 'postgres'
      ? sql`${outbox.id} = any(array(${choice} for update skip locked))`
      : sql`${outbox.id} in (${choice})`
  const rows = await store.transact(
    (tx) =>
      tx
        .update(outbox)
        .set({
          // A withheld mail stays one.
          status: sql`case when ${outbox.status} = 'withheld' then 'withheld' else 'sending' end`,
          attempts: sql`${outbox.attempts} + 1`,
          leaseOwner: claim.owner,
          leaseUntil: claim.leaseUntil,
          dueAt: claim.leaseUntil,
        })
        .where(chosen)
        .returning(),
    { isolation: 'read committed' },
  )
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** What follows from a settled mail, in the transaction that settles it. */
export type FollowUp = (tx: Writer, settled: OutboxRow) => Promise<void>

/**
 * Writes what became of a claimed mail, and what follows from it, unless its lease passed to somebody else meanwhile;
 * answers whether it did. `emptied`: what the template needed is a secret, or needed no more.
 */
export async function settleMail(
  store: Store,
  row: OutboxRow,
  settlement: Settlement,
  emptied: boolean,
  followUp: FollowUp = async () => undefined,
): Promise<boolean> {
  const { status, dueAt, lastError } = settlement
  const at = now()
  const isFailed = status === 'failed' || status === 'expired'
  return store.transact(
    async (tx) => {
      const [settled] = await tx
        .update(outbox)
        .set({
          status,
          dueAt,
          lastError,
          history: [...(row.history ?? []), { at, status, error: lastError }],
          leaseOwner: null,
          leaseUntil: null,
          ...(dueAt === null ? { settledAt: at } : {}),
          ...(emptied ? { data: {} } : {}),
        })
        .where(
          and(
            eq(outbox.id, row.id),
            eq(outbox.leaseOwner, row.leaseOwner ?? ''),
            eq(outbox.attempts, row.attempts),
          ),
        )
        .returning()
      if (settled) await followUp(tx, settled)
      return settled !== undefined
    },
    // Two addresses of one step that fail at once must not each find the other still being tried.
    { isolation: isFailed ? 'serializable' : 'read committed' },
  )
}
