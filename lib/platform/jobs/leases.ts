import { and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { announcements } from '#/db/schema/announcements.ts'
import type { imports } from '#/db/schema/imports.ts'
import type { erasures } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

export type LeasedTable = typeof announcements | typeof erasures | typeof imports

/** A row, and who works at it. */
export type Holder = { id: string; owner: string }

export const noLease = { leaseOwner: null, leaseUntil: null }

/**
 * A lease lets one worker at a time work at a row of `table`, for `length` milliseconds from each part of its work on.
 * Where a worker died, another goes on. `isOpen`: the rows that have work left.
 */
export function defineLease<Table extends LeasedTable>({ table, length, isOpen }: LeaseOptions<Table>) {
  const leased: LeasedTable = table
  const isHeld = ({ id, owner }: Holder) => and(eq(leased.id, id), eq(leased.leaseOwner, owner))

  /** The columns of a row that `owner` takes. */
  function leaseOf(owner: string) {
    return { leaseOwner: owner, leaseUntil: now() + length }
  }

  /** Whether nobody works at a row. A lease too far ahead was taken before the clock was set back. */
  function isFree(): SQL | undefined {
    const at = now()
    const isOver = or(lte(leased.leaseUntil, at), gt(leased.leaseUntil, at + 2 * length))
    return and(isOpen, or(isNull(leased.leaseUntil), isOver))
  }

  return {
    leaseOf,
    isFree,
    /** Takes a row, where nobody works at it. */
    async claim(store: Store, { id, owner }: Holder): Promise<boolean> {
      const isOurs = and(eq(leased.id, id), isFree())
      const claimed = await store.transact((tx) =>
        tx.update(leased).set(leaseOf(owner)).where(isOurs).returning({ id: leased.id }),
      )
      return claimed.length > 0
    },
    /**
     * Holds a row for one more part of the work, in that part's transaction. Null: it is over, or another worker has it,
     * and nothing may be done. It writes first, so that whoever stops the work waits for the part.
     */
    async hold(tx: Writer, holder: Holder): Promise<Table['$inferSelect'] | null> {
      const held = await tx
        .update(leased)
        .set(leaseOf(holder.owner))
        .where(and(isHeld(holder), isOpen))
        .returning()
      return held[0] ?? null
    },
    /** Lets go of a row, so that whoever comes next need not wait. */
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
