import { join } from 'node:path'
import { openStore, refuseUnready } from '#/db/store/index.ts'
import type { FollowMigration } from '#/db/store/migrations.ts'
import { type Store, StoreError, type StoreLocation } from '#/db/store/store.ts'
import { env, isBuilding } from '#/env.ts'

/** Routes and instrumentation are separate module graphs; they share the open store through `globalThis`. */
const shared = globalThis as typeof globalThis & { recapitoStore?: Promise<Store> }

/** The application's store; the first call opens and migrates it, telling `onStep`. @throws StoreError, also while Next builds */
export async function getStore(onStep?: FollowMigration): Promise<Store> {
  if (isBuilding)
    throw new StoreError('A build must not open the store, because a running server may be using it.')
  shared.recapitoStore ??= openStore(storeLocation(), onStep).catch((error) => {
    delete shared.recapitoStore
    throw error
  })
  return shared.recapitoStore
}

/** The server's store, for commands: they neither create nor migrate it. @throws StoreError */
export async function findStore(): Promise<Store> {
  if (!openedStore()) await refuseUnready(storeLocation())
  return getStore()
}

/** The store if it is already open, for code that only adds to it and should not open it. */
export function openedStore(): Promise<Store> | undefined {
  return shared.recapitoStore
}

/** The location of the application's store, from the environment. */
export function storeLocation(): StoreLocation {
  return env.DATABASE_URL
    ? { url: env.DATABASE_URL }
    : { file: join(/* turbopackIgnore: true */ env.DATA_DIR, 'recapito.sqlite') }
}
