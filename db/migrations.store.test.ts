import { readdirSync, readFileSync } from 'node:fs'
import {
  type DrizzleSnapshotJSON,
  type DrizzleSQLiteSnapshotJSON,
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api'
import { expect, test } from 'vitest'
import { type Engine, engine } from '#/db/store/store.ts'

const schema = Object.assign({}, ...Object.values(import.meta.glob('./schema/*.ts', { eager: true })))

/** What the last migration of an engine left, as drizzle-kit wrote it down. */
function lastSnapshot<Kind>(of: Engine): Kind {
  const folder = new URL(`./migrations/${of}/meta/`, import.meta.url)
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1)
  return JSON.parse(readFileSync(new URL(String(last), folder), 'utf8'))
}

test('the migrations make the tables of the schema: nothing is left to generate', async () => {
  const left =
    engine === 'postgres'
      ? await generateMigration(lastSnapshot<DrizzleSnapshotJSON>('postgres'), generateDrizzleJson(schema))
      : await generateSQLiteMigration(
          lastSnapshot<DrizzleSQLiteSnapshotJSON>('sqlite'),
          await generateSQLiteDrizzleJson(schema),
        )
  expect(left).toEqual([])
})
