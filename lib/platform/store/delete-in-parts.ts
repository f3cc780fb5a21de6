import { inArray, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { challenges, passkeyChallenges, sessions } from '#/db/schema/people.ts'
import type { Isolation, Store, Writer } from '#/db/store/store.ts'
import { inSteps } from './rest.ts'

const rowsAtOnce = 500

/**
 * Deletes at most so many rows at a time, each time in a transaction with a rest after it, until none is left or `stopping`: the
 * way in which jobs delete what is old, where an index finds it (else lib/platform/store/stretch.ts). `isolation` as `Store.transact` has it.
 */
export async function deleteInParts(
  store: Store,
  deleteSome: (tx: Writer, most: number) => Promise<number>,
  stopping?: AbortSignal,
  options?: { isolation: Isolation },
): Promise<void> {
  await inSteps(store, async (tx) => (await deleteSome(tx, rowsAtOnce)) === rowsAtOnce, {
    stopping,
    ...options,
  })
}

type WithId = typeof sessions | typeof challenges | typeof passkeyChallenges

/** Deletes those of a table that are old, up to `most`. */
export async function deleteOld(
  tx: Writer,
  table: WithId & { id: SQLiteColumn },
  isOld: SQL | undefined,
  most: number,
): Promise<number> {
  const old = tx.select({ id: table.id }).from(table).where(isOld).limit(most)
  const gone = await tx.delete(table).where(inArray(table.id, old)).returning({ id: table.id })
  return gone.length
}
