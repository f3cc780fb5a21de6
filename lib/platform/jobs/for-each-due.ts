import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { transactAndRest } from '#/lib/platform/store/pause.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { claimSlot } from './slots.ts'

type DueWork<Row> = {
  /** All workers together take one turn in `every` milliseconds. Without it each takes what is due. */
  turn?: { name: string; every: number }
  /** Most rows of a turn. */
  most: number
  /** The first due rows, the longest due first. */
  due(read: Reader, most: number): Promise<Row[]>
  /** Checks that the row is still due: another worker may have been first. Returns whether it did the work. */
  work(tx: Writer, row: Row): Promise<boolean>
  /** Postpones a failed row beyond the next turn. */
  putOff?(tx: Writer, row: Row): Promise<unknown>
  /** How long it rests after a row; see `pauseAfter`. */
  share?: number
  /** See `TransactOptions`. */
  exclusive?: boolean
}

/** Most failed rows that it remembers. */
const maxRemembered = 1000

/**
 * A job for due rows, each in its own transaction with a rest after it, so that no page waits. Returns how many it did.
 * A failed row gets another try after all rows that did not fail lately.
 */
export function forEachDue<Row extends { id: string }>(work: DueWork<Row>) {
  const failing = new BoundedMap<string, true>(maxRemembered)

  /** @throws AggregateError of all failures, at the end */
  return async (store: Store, stopping?: AbortSignal): Promise<number> => {
    const due = await work.due(store.read, work.most + failing.size)
    if (due.length === 0) return 0
    if (work.turn && !(await claimSlot(store, work.turn.name, work.turn.every))) return 0
    const [late = [], first = []] = [true, false].map((is) => due.filter(({ id }) => failing.has(id) === is))
    const failures: unknown[] = []
    let done = 0
    for (const row of [...first, ...late].slice(0, work.most)) {
      if (stopping?.aborted) break
      try {
        if (await transactAndRest(store, (tx) => work.work(tx, row), work)) done++
        failing.delete(row.id)
      } catch (error) {
        failures.push(error)
        failing.set(row.id, true)
        if (work.putOff) await store.transact((tx) => work.putOff?.(tx, row) ?? Promise.resolve())
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, 'Some of what is due failed, and comes again.')
    return done
  }
}
