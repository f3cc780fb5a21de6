import { and, asc, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { announcements } from '#/db/schema/announcements.ts'
import type { bulkRuns } from '#/db/schema/bulk.ts'
import type { imports } from '#/db/schema/imports.ts'
import type { erasures } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

export type LeasedTable = typeof announcements | typeof bulkRuns | typeof erasures | typeof imports

/** A row, and the worker that holds it. */
export type Holder = { id: string; owner: string }

export const noLease = { leaseOwner: null, leaseUntil: null }

/**
 * A lease lets one worker at a time work on a row of `table`, for `length` milliseconds from each part of its work. If
 * a worker dies, another continues. `isOpen`: the rows that have work left.
 */
export function defineLease<Table extends LeasedTable>({ table, length, isOpen }: LeaseOptions<Table>) {
  const leased: LeasedTable = table
  const isHeld = ({ id, owner }: Holder) => and(eq(leased.id, id), eq(leased.leaseOwner, owner))

  /** The columns that `owner` writes to take a row. */
  function leaseOf(owner: string) {
    return { leaseOwner: owner, leaseUntil: now() + length }
  }

  /** Whether no worker holds a row. A lease too far ahead is from before the clock was set back. */
  function isFree(): SQL | undefined {
    const at = now()
    const isOver = or(lte(leased.leaseUntil, at), gt(leased.leaseUntil, at + 2 * length))
    return and(isOpen, or(isNull(leased.leaseUntil), isOver))
  }

  return {
    leaseOf,
    isFree,
    /** Takes a row if no worker holds it. */
    async claim(store: Store, { id, owner }: Holder): Promise<boolean> {
      const isOurs = and(eq(leased.id, id), isFree())
      const claimed = await store.transact((tx) =>
        tx.update(leased).set(leaseOf(owner)).where(isOurs).returning({ id: leased.id }),
      )
      return claimed.length > 0
    },
    /**
     * Holds a row for one more part of the work, in that part's transaction. Null: the work is over, or another worker
     * has the row; do nothing. Writes first, so that a request to stop the work waits for the part.
     */
    async hold(tx: Writer, holder: Holder): Promise<Table['$inferSelect'] | null> {
      const held = await tx
        .update(leased)
        .set(leaseOf(holder.owner))
        .where(and(isHeld(holder), isOpen))
        .returning()
      return held[0] ?? null
    },
    /** Releases a row, so that the next worker need not wait. */
    async release(store: Store, holder: Holder): Promise<void> {
      await store.transact((tx) => tx.update(leased).set(noLease).where(isHeld(holder)), {
        isolation: 'read committed',
        settles: true,
      })
    },
  }
}

export type LeaseOptions<Table extends LeasedTable> = {
  table: Table
  length: number
  isOpen: SQL | undefined
}

/** The result of a part: more to do, a wait, the end, or another worker has the row. */
export type PartResult = 'more' | 'wait' | 'over' | 'lost'

/** Works part by part, with a rest after each, while there is more and until `stopping`. Returns the last result. */
export async function workInParts(
  part: () => Promise<PartResult>,
  { stopping, share }: { stopping?: AbortSignal | undefined; share?: number | undefined } = {},
): Promise<PartResult> {
  let result: PartResult = 'more'
  while (result === 'more' && !stopping?.aborted) {
    const began = performance.now()
    result = await part()
    await pauseAfter(began, share)
  }
  return result
}

/** One worker's work on one row. `onProgress` gets the result of each part. */
export type LeasedRun = Holder & { stopping: AbortSignal; onProgress?: (done: number) => void }

type LeasedWork<Table extends LeasedTable> = LeaseOptions<Table> & {
  /** The column that puts the longest waiting row first. */
  since: SQLiteColumn
  /** Does one part: a transaction that holds the row first. */
  part(store: Store, run: LeasedRun): Promise<PartResult>
  /** How long it rests after a part; see `pauseAfter`. */
  share?: number
  /** Begins what lasts while a worker works on a row; returns how to end it. */
  begin?(): () => void
}

/**
 * Work on rows of a table in small parts, with a rest after each. One worker at a time works on a row; after an
 * interruption, another continues from the last part. `run` is the job.
 */
export function withLease<Table extends LeasedTable>(work: LeasedWork<Table>) {
  const lease = defineLease(work)
  const leased: LeasedTable = work.table

  /** Works on a held row, and releases it. Returns the result of its last part. */
  async function resume(store: Store, run: LeasedRun): Promise<PartResult> {
    const end = work.begin?.()
    try {
      const { stopping } = run
      const result = await workInParts(() => work.part(store, run), { stopping, share: work.share })
      await lease.release(store, run)
      return result
    } catch (error) {
      // A newer version continues immediately; after other failures the row waits until its lease ends.
      if (store.outdated.aborted) await lease.release(store, run)
      throw error
    } finally {
      end?.()
    }
  }

  /** Works on every free row, until nothing is left to do now or `stopping`. */
  async function run(store: Store, stopping = new AbortController().signal): Promise<void> {
    const owner = newId()
    const waiting = new Set<string>()
    while (!stopping.aborted) {
      // Reads first, so that a run without work writes nothing.
      const free = await store.read
        .select({ id: leased.id })
        .from(leased)
        .where(lease.isFree())
        .orderBy(asc(work.since), asc(leased.id))
      const id = free.map((row) => row.id).find((one) => !waiting.has(one))
      if (id === undefined) return
      const holder = { id, owner }
      if (!(await lease.claim(store, holder))) continue
      if ((await resume(store, { ...holder, stopping })) === 'wait') waiting.add(id)
    }
  }

  return { ...lease, run, resume }
}
