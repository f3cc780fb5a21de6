import { asc } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Store } from '#/db/store/store.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { defineLease, type Holder, type LeasedTable, type LeaseOptions } from './leases.ts'

/** The result of a part: more to do, a wait, the end, or another worker has the row. */
export type PartResult = 'more' | 'wait' | 'over' | 'lost'

/** Works part by part, with a rest after each, while there is more and until `stopping`. Answers the last result. */
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
  /** Begins what lasts while a worker works on a row; answers how to end it. */
  begin?(): () => void
}

/**
 * Work on rows of a table in small parts, with a rest after each. One worker at a time works on a row; after an
 * interruption, another continues from the last part. `run` is the job.
 */
export function withLease<Table extends LeasedTable>(work: LeasedWork<Table>) {
  const lease = defineLease(work)
  const leased: LeasedTable = work.table

  /** Works on a held row, and releases it. Answers the result of its last part. */
  async function goOn(store: Store, run: LeasedRun): Promise<PartResult> {
    const end = work.begin?.()
    try {
      const { stopping } = run
      const result = await workInParts(() => work.part(store, run), { stopping, share: work.share })
      await lease.release(store, run)
      return result
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
      if ((await goOn(store, { ...holder, stopping })) === 'wait') waiting.add(id)
    }
  }

  return { ...lease, run, goOn }
}
