import { asc } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { programmeDays } from '#/db/schema/programme.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Store } from '#/db/store/store.ts'
import { askAndPause } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { countAccountsAt, countActivity, countCurrentStates, readRules } from './count-day.ts'
import { dayLength, listMissingDays, startOf } from './policy.ts'
import { StateHistory } from './state-history.ts'

/** After a long break there are many. */
const daysPerCommit = 20

/**
 * Writes the numbers of each ended day that has no row yet, newest first. Days without a running process are counted
 * from today's rows. If another worker wrote a day first, its row stays. It reads outside transactions, with a pause
 * after each query, and leaves the rest to the next run when `stopping` is aborted.
 */
export async function writeProgrammeDays(store: Store, stopping?: AbortSignal): Promise<void> {
  const at = now()
  const { read } = store
  const written = await read.select({ day: programmeDays.day }).from(programmeDays)
  const [first] = await read
    .select({ createdAt: accounts.createdAt })
    .from(accounts)
    .orderBy(asc(accounts.createdAt))
    .limit(1)
  const missing = listMissingDays({
    at,
    firstAccountAt: first?.createdAt ?? null,
    written: new Set(written.map(({ day }) => day)),
  })
  if (missing.length === 0) return
  const { states, reachability } = await countCurrentStates(read)
  const rules = await readRules(read)
  const history = new StateHistory(read, states, at)
  for (const some of chunksOf(missing, daysPerCommit)) {
    const rows: (typeof programmeDays.$inferInsert)[] = []
    for (const day of some) {
      if (stopping?.aborted) return
      const until = startOf(day) + dayLength
      const statesThen = await askAndPause(() => history.rewindTo(until))
      const counts = await askAndPause(() => countAccountsAt(read, rules, until))
      const activity = await askAndPause(() => countActivity(read, rules, day, until))
      const standing = { ...counts, states: statesThen, reachability, ...activity }
      rows.push({ day, standing, writtenAt: now() })
    }
    await store.transact(async (tx) => {
      await tx.insert(programmeDays).values(rows).onConflictDoNothing()
    })
  }
}
