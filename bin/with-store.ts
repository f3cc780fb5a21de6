import type { Store } from '#/db/store/store.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Runs work on the server's store, closes the store, and answers the work's result. */
export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await getStore()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
