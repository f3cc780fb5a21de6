import { eq } from 'drizzle-orm'
import { settings } from '#/db/schema/record.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { deleteOldAnnouncements } from './announcements.ts'
import { deleteOldImports } from './imports.ts'
import { deleteAbandoned } from './invitations.ts'
import { deleteExpired } from './notices.ts'
import { forgetPeople } from './people.ts'
import { deleteOldSignIns } from './sign-ins.ts'

const key = 'retention-ran'

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
  const failures: unknown[] = []
  for (const work of works) {
    if (stopping?.aborted) return
    await work(store, stopping).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some of what is old could not be deleted.')
  const value = { at: now() }
  await store.transact((tx) =>
    tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } }),
  )
}

/** When all of it was last done, milliseconds UTC; null where that was never. */
export async function readLastRun(read: Reader): Promise<number | null> {
  const [row] = await read.select().from(settings).where(eq(settings.key, key))
  // Written by `runRetention` alone.
  return (row?.value as { at: number } | undefined)?.at ?? null
}
