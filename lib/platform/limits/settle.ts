import { sql } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What an instance took of a rate, in the milliseconds that it takes to flow in again; whole ones. */
export type SettledRate = { whom: string; key: string; taken: number }

const rowsAtOnce = 200

/**
 * Adds what an instance took to what the store knows, and answers by key what has not flowed in again, in all (milliseconds). A row
 * holds that as `points` at the time of writing, and is old at `resetAt`, when all of it has.
 */
export async function settleTogether(
  store: Store,
  all: readonly SettledRate[],
): Promise<Map<string, number>> {
  const debts = new Map<string, number>()
  // In one order, so that instances do not wait for each other in a ring.
  const sorted = all.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  for (let from = 0; from < sorted.length; from += rowsAtOnce) {
    for (const { key, points } of await settleRows(store, sorted.slice(from, from + rowsAtOnce))) {
      debts.set(key, points)
    }
  }
  return debts
}

async function settleRows(store: Store, rows: readonly SettledRate[]) {
  const at = now()
  const values = rows.map(({ key, taken }) => ({ key, points: taken, resetAt: at + taken }))
  // Of a row that was written later than now a clock was put back: nothing has flowed in since.
  const debt = sql`(case when ${counts.resetAt} <= ${at} then 0 when ${counts.resetAt} - ${counts.points} > ${at} then ${counts.points} else ${counts.resetAt} - ${at} end)`
  return store.transact(
    (tx) =>
      tx
        .insert(counts)
        .values(values)
        .onConflictDoUpdate({
          target: counts.key,
          set: {
            points: sql`${debt} + excluded.points`,
            resetAt: sql`${at} + ${debt} + excluded.points`,
          },
        })
        .returning({ key: counts.key, points: counts.points }),
    { isolation: 'read committed' },
  )
}
