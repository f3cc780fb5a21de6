import { asc } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Store } from '#/db/store/store.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { defineLease, type Holder, type LeasedTable, type LeaseOptions } from './leases.ts'

/** What a part of the work came to: more is to be done, it has to wait, it is over, or another worker has it. */
export type PartResult = 'more' | 'wait' | 'over' | 'lost'

/** Works part by part, with a rest after each, while there is more and until `stopping`. Answers what the last part came to. */
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

/** One worker's work at one row. `onProgress` is told what each part has done. */
export type LeasedRun = Holder & { stopping: AbortSignal; onProgress?: (done: number) => void }

type LeasedWork<Table extends LeasedTable> = LeaseOptions<Table> & {
  /** What has waited longest by this column comes first. */
  since: SQLiteColumn
  /** Does one part: a transaction in which it holds the row first. */
  part(store: Store, run: LeasedRun): Promise<PartResult>
  /** How long it rests after a part, as `pauseAfter` has it. */
  share?: number
  /** Begins whatever lasts as long as a worker works at a row; answers how to end it. */
  begin?(): () => void
}

/**
 * Work at rows of a table in small parts, with a rest after each. One worker works at a row at a time; wherever it is
 * interrupted, another goes on from the last part. `run` is the job.
 */
export function withLease<Table extends LeasedTable>(work: LeasedWork<Table>) {
  const lease = defineLease(work)
  const leased: LeasedTable = work.table

  /** Works at a row that is held, and lets go of it. Answers what its last part came to. */
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

  /** Works at every row that is free, until nothing is left to do now or `stopping`. */
  async function run(store: Store, stopping = new AbortController().signal): Promise<void> {
    const owner = newId()
    const waiting = new Set<string>()
    while (!stopping.aborted) {
      // Looking comes first, so that looking in vain writes nothing.
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
