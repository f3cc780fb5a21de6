import { eq, type SQL } from 'drizzle-orm'
import { turns } from '#/db/schema/record.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Isolation, Reader, Store, Writer } from '#/db/store/store.ts'
import { nextPage, type Path } from '#/lib/platform/store/next-page.ts'
import { askAndPause, transactAndRest } from '#/lib/platform/store/pause.ts'
import { claimSlot } from './slots.ts'

export const rowsPerPass = 1000

type Sweep<Row> = Path & {
  /** All workers together walk the table once in `every` milliseconds. Without it, at every call. */
  turn?: { name: string; every: number }
  /** The rows `within` a page that need work. */
  find(read: Reader, within: SQL | undefined): Promise<Row[]>
  /** Works on some of them in one transaction, and returns how many it did. */
  work(tx: Writer, some: readonly Row[]): Promise<number>
  /** Rows of one transaction. */
  atOnce: number
  /** Most rows of a run, if limited; the next run starts over. */
  most?: number
  /** See `TransactOptions`. */
  isolation?: Isolation
}

/**
 * A job that walks a whole table along its keys, in short steps with rests, for work that no index finds. If it ends
 * early, by `stopping` or `most`, the next run does not wait for its turn. Returns how many it did.
 */
export function sweep<Row>({ turn, table, key, find, work, atOnce, most, isolation }: Sweep<Row>) {
  return async (store: Store, stopping?: AbortSignal): Promise<number> => {
    if (turn && !(await claimSlot(store, turn.name, turn.every))) return 0
    let done = 0
    const endEarly = async () => {
      if (turn) await store.transact((tx) => tx.delete(turns).where(eq(turns.name, turn.name)))
      return done
    }
    for (let after: string | null = ''; after !== null; ) {
      if (stopping?.aborted) return endEarly()
      const from: string = after
      const { found, next } = await askAndPause(async () => {
        const stretch = await nextPage(store.read, { table, key }, from, rowsPerPass)
        return { found: await find(store.read, stretch.within), next: stretch.next }
      })
      for (const some of chunksOf(found, atOnce)) {
        if (stopping?.aborted || (most !== undefined && done >= most)) return endEarly()
        done += await transactAndRest(store, (tx) => work(tx, some), isolation && { isolation })
      }
      after = next
    }
    return done
  }
}
