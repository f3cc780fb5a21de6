import type { Store, Writer } from '#/db/store/store.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { rememberFailing } from './failing-rows.ts'
import { takeTurn } from './turns.ts'

/** `most` rows are worked at in a turn of `every` milliseconds; `failed`: what to say of those that could not be. */
type Pace = { name: string; every: number; most: number; failed: string }

/**
 * Work on rows that are due, which several workers share by turns (lib/platform/jobs/turns.ts): of each row in a transaction of its own with a
 * rest after it, so that no page waits. One that fails holds up no other, and comes again.
 */
export function workByTurns({ name, every, most, failed }: Pace) {
  const failing = rememberFailing()
  return {
    /** So many of the rows that are due are to be looked for, the longest due first. */
    get most() {
      return most + failing.count
    },
    /**
     * Takes the next turn, if anything is due. Answers for how many rows `work` said that it was done: another worker may have been
     * first. @throws AggregateError of what failed, at the end
     */
    async work<Row extends { id: string }>(
      store: Store,
      due: readonly Row[],
      work: (tx: Writer, row: Row) => Promise<boolean>,
      stopping?: AbortSignal,
    ): Promise<number> {
      if (due.length === 0 || !(await takeTurn(store, name, every))) return 0
      let done = 0
      const failures: unknown[] = []
      for (const row of failing.choose(due, most)) {
        if (stopping?.aborted) break
        const began = performance.now()
        try {
          if (await store.transact((tx) => work(tx, row))) done++
          failing.worked(row.id)
        } catch (error) {
          failing.failed(row.id)
          failures.push(error)
        }
        await restAfter(began)
      }
      if (failures.length > 0) throw new AggregateError(failures, failed)
      return done
    },
  }
}
