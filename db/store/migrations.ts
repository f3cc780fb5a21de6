import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { type Engine, StoreError } from './store.ts'

/** The folder of an engine's migrations, beside the program in the working directory. */
export function migrationsFolder(engine: Engine): string {
  return resolve('db/migrations', engine)
}

export function knownMigrations(engine: Engine): number {
  return readJournal(migrationsFolder(engine)).entries.length
}

/** A step of bringing a store to this version: `name` of a migration, the `nth` of `of`; null: it waits for another process. */
export type MigrationStep = { name: string; nth: number; of: number } | null
export type FollowMigration = (step: MigrationStep) => void

/** The migrations of a folder, oldest first. */
export function readMigrations(folder: string): (MigrationMeta & { name: string })[] {
  const names = readJournal(folder).entries.map(({ tag }) => tag)
  return readMigrationFiles({ migrationsFolder: folder }).map((one, place) => ({
    ...one,
    name: names[place] ?? '',
  }))
}

type Journal = { entries: { tag: string }[] }

function readJournal(folder: string): Journal {
  return JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'))
}

/** Lends `work` a folder of the first `count` migrations, for a store of an earlier version. */
export async function withMigrations<Result>(
  { engine, count }: { engine: Engine; count: number },
  work: (folder: string) => Promise<Result> | Result,
): Promise<Result> {
  const journal = readJournal(migrationsFolder(engine))
  const entries = journal.entries.slice(0, count)
  const folder = mkdtempSync(join(tmpdir(), 'recapito-migrations-'))
  try {
    mkdirSync(join(folder, 'meta'))
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
    for (const { tag } of entries)
      copyFileSync(resolve(migrationsFolder(engine), `${tag}.sql`), join(folder, `${tag}.sql`))
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @throws StoreError if the store has migrations that this version does not know. */
export function refuseNewer(engine: Engine, applied: number): void {
  if (applied > knownMigrations(engine)) {
    throw new StoreError(
      `The store was written by a newer Recapito (schema ${applied}; this version knows ${knownMigrations(engine)}). Start that version, or restore a backup.`,
    )
  }
}
