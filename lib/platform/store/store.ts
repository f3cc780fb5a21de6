import { join } from 'node:path'
import { openStore } from '#/db/store/index.ts'
import type { Store, StoreLocation } from '#/db/store/store.ts'
import { env } from '#/env.ts'

/** Routes and instrumentation are separate module graphs; they share what is open through `globalThis`. */
const shared = globalThis as typeof globalThis & { recapitoStore?: Promise<Store> }

/** The application's store, opened and migrated at the first call. @throws StoreError */
export function getStore(): Promise<Store> {
  shared.recapitoStore ??= openStore(storeLocation()).catch((error) => {
    delete shared.recapitoStore
    throw error
  })
  return shared.recapitoStore
}

/** The store where it was opened already; who only has something to add to it does not open it. */
export function openedStore(): Promise<Store> | undefined {
  return shared.recapitoStore
}

/** Where the environment says the application's store lies. */
export function storeLocation(): StoreLocation {
  return env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(env.DATA_DIR, 'recapito.sqlite') }
}
