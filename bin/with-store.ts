import type { Store } from '#/db/store/store.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Does work on the server's store, and closes it again; answers what the work answers. */
export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await getStore()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
