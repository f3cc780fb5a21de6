import { eq, inArray, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { lockRows } from '#/db/store/row-locks.ts'
import { exclusiveReadCommitted, type Store, type Writer } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countDelivery } from '#/lib/platform/log/metrics.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { lockedById } from './claims.ts'
import { hasFailed, type Settlement } from './policy.ts'
import type { OutboxRow } from './transport.ts'

/** A claimed mail and its outcome. `emptied`: its data is a secret, or no longer needed. */
export type SettledMail = { row: OutboxRow; settlement: Settlement; emptied: boolean }

/** The consequences of a settled mail, in the transaction that settles it. */
export type FollowUp = (tx: Writer, settled: OutboxRow) => Promise<void>

/** What transports write of these tries, in the same transaction. */
type RecordTries = (tx: Writer, tried: readonly OutboxRow[]) => Promise<void>

/** Milliseconds between two writes of outcomes: the first goes at once, then one disk sync serves many. */
const gathering = 50

/** Writes outcomes of mails in batches. */
export class OutcomeWriter {
  readonly #store: Store
  readonly #followUp: FollowUp
  readonly #record: RecordTries
  readonly #pending = new Set<SettledMail>()
  readonly #gathered: SettledMail[] = []
  readonly #failed: SettledMail[] = []
  #timer: NodeJS.Timeout | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  #writing: Promise<unknown> = Promise.resolve()
  #givingUp: Promise<unknown> = Promise.resolve()

  constructor(store: Store, followUp: FollowUp, record: RecordTries = async () => {}) {
    this.#store = store
    this.#followUp = followUp
    this.#record = record
  }

  add(settled: SettledMail): void {
    this.#pending.add(settled)
    this.#gathered.push(settled)
    const wait = this.#flushedAt + gathering - performance.now()
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, wait))
  }

  /** The mails with pending outcomes: this process keeps their leases, so that no worker repeats them. */
  listHeld(): OutboxRow[] {
    return [...this.#pending].map(({ row }) => row)
  }

  /** Writes the gathered outcomes; failed writes wait for `retry`. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushedAt = performance.now()
    const mails = this.#gathered.splice(0)
    const givenUp = mails.filter(({ settlement }) => hasFailed(settlement.status))
    const others = mails.filter((one) => !givenUp.includes(one))
    // One after another: each is exclusive work, which events wait for.
    for (const one of givenUp) this.#givingUp = this.#givingUp.then(() => this.#write([one]))
    const written = others.length > 0 ? [this.#write(others)] : []
    this.#writing = Promise.all([this.#writing, this.#givingUp, ...written])
    await this.#writing
  }

  /** Writes failed outcomes too. */
  async retry(): Promise<void> {
    this.#gathered.push(...this.#failed.splice(0))
    await this.flush()
  }

  async #write(mails: readonly SettledMail[]): Promise<void> {
    try {
      const written = await settleMails(this.#store, mails, this.#followUp, this.#record)
      for (const settled of mails) {
        const { row, settlement } = settled
        this.#pending.delete(settled)
        if (written.has(row.id)) countDelivery(row, settlement.status, now())
        else log.warn({ mail: row.id }, 'mail was claimed by another worker')
      }
    } catch (error) {
      // One failing outcome must not hold up the others.
      if (mails.length > 1) await Promise.all(mails.map((one) => this.#write([one])))
      else {
        logFault(error, 'the outcome of a mail could not be saved', { mail: mails[0]?.row.id })
        this.#failed.push(...mails)
      }
    }
  }
}

/**
 * Writes the outcomes of claimed mails, and their consequences, in one transaction. Returns the ids of those that the
 * owner still holds: of mails whose lease has passed to another worker, nothing is written. Only a failure, and the
 * acceptance of a mail of an ended notice, have consequences, and need an exclusive transaction.
 */
export async function settleMails(
  store: Store,
  mails: readonly SettledMail[],
  followUp: FollowUp,
  record: RecordTries = async () => {},
): Promise<Set<string>> {
  const settles = true
  if (mails.some(({ settlement }) => hasFailed(settlement.status)))
    return store.transact((tx) => settleAll(tx, mails, followUp, record), { settles, exclusive: true })
  const plain = await store.transact((tx) => settleAll(tx, mails, null, record), {
    settles,
    isolation: 'read committed',
  })
  const rest = mails.filter(({ row }) => !plain.has(row.id))
  if (rest.length === 0) return plain
  const others = await store.transact((tx) => settleAll(tx, rest, followUp, record), {
    settles,
    ...exclusiveReadCommitted,
  })
  return plain.union(others)
}

/** `followUp` null: leaves out mails that have consequences. */
async function settleAll(
  tx: Writer,
  mails: readonly SettledMail[],
  followUp: FollowUp | null,
  record: RecordTries,
): Promise<Set<string>> {
  const groups = [...Map.groupBy(mails, batchKey).values()]
  const ids = mails.map(({ row }) => row.id)
  // A statement locks its own by id; several must not lock theirs in turn.
  if (groups.length > 1) await lockRows(tx, outbox, ids)
  const at = now()
  const settled: OutboxRow[] = []
  for (const alike of groups)
    settled.push(...(await settleAlike(tx, alike, { at, plain: followUp === null })))
  await record(tx, settled)
  for (const row of settled) await followUp?.(tx, row)
  return new Set(settled.map(({ id }) => id))
}

/** Groups mails that one statement can settle; most are accepted at the first try. */
function batchKey({ row, settlement, emptied }: SettledMail): string {
  return JSON.stringify([row.leaseOwner, row.attempts, row.history, settlement, emptied])
}

async function settleAlike(
  tx: Writer,
  alike: readonly SettledMail[],
  { at, plain }: { at: number; plain: boolean },
): Promise<OutboxRow[]> {
  const [one] = alike
  if (!one) return []
  const { row, emptied } = one
  const { status, dueAt, lastError, relayFailed = false, handOnAt = null } = one.settlement
  const ids = alike.map(({ row }) => row.id)
  return tx
    .update(outbox)
    .set({
      status,
      dueAt,
      lastError,
      relayFailed,
      // A worker may still hold the row as it was before the next step was told.
      handOnAt:
        handOnAt === null
          ? null
          : sql`case when ${outbox.silent} then null else cast(${handOnAt} as bigint) end`,
      history: [...(row.history ?? []), { at, status, error: lastError }],
      leaseOwner: null,
      leaseUntil: null,
      ...(dueAt === null ? { settledAt: at } : {}),
      ...(emptied ? { data: {} } : {}),
    })
    .where(
      lockedById(
        inArray(outbox.id, ids),
        eq(outbox.leaseOwner, row.leaseOwner ?? ''),
        eq(outbox.attempts, row.attempts),
        plain ? eq(outbox.thenResolve, false) : undefined,
      ),
    )
    .returning()
}
