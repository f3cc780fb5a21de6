import type { FollowMigration } from './migrations.ts'
import { engine, type Store, StoreError, type StoreLocation } from './store.ts'

/** Opens the store and migrates it to this version. @throws StoreError if it is newer, damaged or out of reach. */
export async function openStore(location: StoreLocation, onStep?: FollowMigration): Promise<Store> {
  if ('url' in location) {
    if (engine !== 'postgres')
      throw new StoreError('DATABASE_URL must name PostgreSQL before the store is opened.')
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(location.url, { onStep })
  }
  if (engine !== 'sqlite') throw new StoreError('DATABASE_URL names PostgreSQL; a file cannot be opened.')
  const { openSqlite } = await import('./sqlite.ts')
  const { refuseEmptied } = await import('./sqlite-refusals.ts')
  await refuseEmptied(location.file)
  return openSqlite(location.file, { onStep })
}
