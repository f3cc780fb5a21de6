import { and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { announcements } from '#/db/schema/announcements.ts'
import type { bulkRuns } from '#/db/schema/bulk.ts'
import type { imports } from '#/db/schema/imports.ts'
import type { erasures } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

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
      })
    },
  }
}

export type LeaseOptions<Table extends LeasedTable> = {
  table: Table
  length: number
  isOpen: SQL | undefined
}
