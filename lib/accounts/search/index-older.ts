import { asc, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { settings } from '#/db/schema/record.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { indexUnreachable } from './index-unreachable.ts'

const key = 'unreachable-index'
const accountsAtOnce = 100

/** How far the accounts of a store that an older version wrote are gone through; `after` is the id of the last one. */
type Progress = { after: string; done: boolean }

async function readProgress(read: Reader): Promise<Progress> {
  const [row] = await read.select().from(settings).where(eq(settings.key, key))
  // Written by this module alone.
  return (row?.value as Progress | undefined) ?? { after: '', done: false }
}

/**
 * Writes which accounts cannot be reached in a store where that was not written yet; once in its life. In small transactions, each
 * with how far it got, so that it goes on after a restart.
 */
export async function indexOlder(store: Store, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    if ((await readProgress(store.read)).done) return
    let began = performance.now()
    await store.transact((tx) => {
      began = performance.now()
      return goOn(tx)
    })
    await restAfter(began)
  }
}

async function goOn(tx: Writer): Promise<void> {
  const { after, done } = await readProgress(tx)
  if (done) return
  const some = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(gt(accounts.id, after))
    .orderBy(asc(accounts.id))
    .limit(accountsAtOnce)
  const ids = some.map(({ id }) => id)
  await indexUnreachable(tx, ids)
  const value: Progress = { after: ids.at(-1) ?? after, done: ids.length < accountsAtOnce }
  await tx
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}
