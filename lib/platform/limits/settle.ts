import { sql } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What an instance took of a rate, as the whole milliseconds in which it flows in again. */
export type SettledRate = { whom: string; key: string; taken: number }

const rowsAtOnce = 200

/**
 * Adds an instance's takings to the store's, and answers by key the debt that has not flowed in again (milliseconds). A
 * row holds the debt at the time of writing as `points`, and at `resetAt` it is paid.
 */
export async function settleTogether(
  store: Store,
  all: readonly SettledRate[],
): Promise<Map<string, number>> {
  const debts = new Map<string, number>()
  // In one order, so that instances do not deadlock.
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
  // A row written later than now means the clock was set back: nothing has flowed in since.
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
