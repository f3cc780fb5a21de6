import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Engine } from '#/db/engine.ts'
import { StoreError } from './index.ts'

/** The folder of an engine's migrations: beside the program, whose directory is the working one. */
export function migrationsFolder(engine: Engine): string {
  return resolve('db/migrations', engine)
}

/** How many migrations this version of Recapito knows. */
export function knownMigrations(engine: Engine): number {
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(resolve(migrationsFolder(engine), 'meta/_journal.json'), 'utf8'),
  )
  return journal.entries.length
}

/** @throws StoreError where the store has had migrations that this version does not know. */
export function refuseNewer(engine: Engine, applied: number): void {
  if (applied > knownMigrations(engine)) {
    throw new StoreError(
      `The store was written by a newer Recapito (schema ${applied}, this one knows ${knownMigrations(engine)}). Start that version, or restore a backup.`,
    )
  }
}
