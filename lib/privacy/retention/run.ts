import type { Reader, Store } from '#/db/store/store.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { runAll } from '#/lib/platform/jobs/run-all.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { ruledTables } from '#/lib/privacy/personal-data/data-rules.ts'
import { deleteOld } from './old-rows.ts'
import { forgetPeople } from './people.ts'

const lastRun = defineProgress<{ at: number }>('retention-ran')

/** Closed accounts have a job of their own (lib/privacy/deletion). */
const retained = ruledTables.filter((table) => table !== 'accounts')

/**
 * Deletes everything that has expired (product.md, Personal data; docs/personal-data.md), in small transactions
 * with pauses. A table that fails does not stop the others.
 * @throws AggregateError of the failures, at the end
 */
export async function runRetention(store: Store, stopping?: AbortSignal): Promise<void> {
  await runAll(
    [
      ...retained.map((table) => () => deleteOld(store, table, stopping)),
      () => forgetPeople(store, stopping).then(() => undefined),
    ],
    'Some of what is old could not be deleted.',
  )
  if (!stopping?.aborted) await store.transact((tx) => lastRun.write(tx, { at: now() }))
}

/** When a run last finished everything, in milliseconds UTC; null if never. */
export async function readLastRun(read: Reader): Promise<number | null> {
  return (await lastRun.read(read))?.at ?? null
}
