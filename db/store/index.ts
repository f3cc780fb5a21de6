import { existsSync } from 'node:fs'
import { type FollowMigration, knownMigrations } from './migrations.ts'
import { engine, type Store, StoreError, type StoreLocation } from './store.ts'

/** Opens the store and migrates it to this version. @throws StoreError if it is newer, damaged or out of reach. */
export async function openStore(location: StoreLocation, onStep?: FollowMigration): Promise<Store> {
  if ('url' in location) {
    if (engine !== 'postgres')
      throw new StoreError('DATABASE_URL must be set to PostgreSQL before the store is opened.')
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(location.url, { onStep })
  }
  if (engine !== 'sqlite') throw new StoreError('DATABASE_URL is set to PostgreSQL; a file cannot be opened.')
  const { openSqlite } = await import('./sqlite.ts')
  const { refuseEmptied } = await import('./sqlite-refusals.ts')
  await refuseEmptied(location.file)
  return openSqlite(location.file, { onStep })
}

/** @throws StoreError if there is no store, or if opening it would migrate it: commands leave both to a server. */
export async function refuseUnready(location: StoreLocation): Promise<void> {
  const applied = await countApplied(location)
  // Opening explains best why it cannot be read.
  if (applied === null) return
  const place = nameLocation(location)
  if (applied === 0) throw new StoreError(`No store in ${place}. ${howToFindIt}`)
  if (applied < knownMigrations(engine))
    throw new StoreError(
      `The store in ${place} has schema ${applied}; this version needs ${knownMigrations(engine)}. Start the server of this version first: it migrates the store.`,
    )
}

const howToFindIt =
  "Only a server creates a store, when it starts. Run the command with the server's environment: DATABASE_URL, APP_URL and AUTH_SECRET are in its environment file (/etc/recapito/recapito.env, .env), DATA_DIR is there or in its unit."

/** How many migrations the store has had: 0 if there is none, null if it cannot be read. */
async function countApplied(location: StoreLocation): Promise<number | null> {
  if ('url' in location) {
    const { readPostgresSchema } = await import('./postgres.ts')
    return readPostgresSchema(location.url)
  }
  if (!existsSync(location.file)) return 0
  const { readSqliteSchema } = await import('./sqlite.ts')
  return readSqliteSchema(location.file)
}

/** A store's place without its password. */
export function nameLocation(location: StoreLocation): string {
  if ('file' in location) return location.file
  const { hostname, port, pathname } = new URL(location.url)
  return `PostgreSQL at ${hostname}${port && `:${port}`}${pathname}`
}
