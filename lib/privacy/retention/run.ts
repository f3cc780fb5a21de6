import type { Reader, Store } from '#/db/store/store.ts'
import { allInTurn } from '#/lib/platform/jobs/all-in-turn.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { deleteOldAnnouncements } from './announcements.ts'
import { deleteOldImports } from './imports.ts'
import { deleteAbandoned } from './invitations.ts'
import { deleteExpired } from './notices.ts'
import { forgetPeople } from './people.ts'
import { deleteOldSignIns } from './sign-ins.ts'

const lastRun = defineProgress<{ at: number }>('retention-ran')

const works: readonly ((store: Store, stopping?: AbortSignal) => Promise<unknown>)[] = [
  deleteAbandoned,
  deleteExpired,
  deleteOldImports,
  deleteOldSignIns,
  deleteOldAnnouncements,
  forgetPeople,
]

/**
 * Deletes whatever has been kept long enough (product.md, Personal data; docs/personal-data.md), in small transactions with rests, so
 * that nothing waits for it. Closed accounts have a job of their own (lib/closing). One part that fails holds up no other.
 * @throws AggregateError of what failed, at the end
 */
export async function runRetention(store: Store, stopping?: AbortSignal): Promise<void> {
  await allInTurn(
    works.map((work) => () => work(store, stopping)),
    'Some of what is old could not be deleted.',
  )
  if (!stopping?.aborted) await store.transact((tx) => lastRun.write(tx, { at: now() }))
}

/** When all of it was last done, milliseconds UTC; null where that was never. */
export async function readLastRun(read: Reader): Promise<number | null> {
  return (await lastRun.read(read))?.at ?? null
}
