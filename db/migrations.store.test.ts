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
import { type Engine, engine } from './engine.ts'

type Snapshot = {
  tables: Record<
    string,
    {
      name: string
      columns: Record<string, { name: string; notNull: boolean }>
      indexes: Record<string, { name: string; isUnique: boolean }>
      foreignKeys: Record<string, { columnsFrom: string[]; tableTo: string }>
    }
  >
}

const schemaFolder = new URL('./schema/', import.meta.url)
const schema: Record<string, unknown> = {}
for (const file of readdirSync(schemaFolder))
  Object.assign(schema, await import(new URL(file, schemaFolder).href))

/** What the last migration of an engine left, as drizzle-kit wrote it down. */
function lastSnapshot<Kind>(of: Engine): Kind {
  const folder = new URL(`./migrations/${of}/meta/`, import.meta.url)
  const journal: { entries: { idx: number }[] } = readJson(new URL('_journal.json', folder))
  const last = String(journal.entries.at(-1)?.idx).padStart(4, '0')
  return readJson(new URL(`${last}_snapshot.json`, folder))
}

function readJson<Value>(url: URL): Value {
  return JSON.parse(readFileSync(url, 'utf8'))
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

test('both engines have the same tables, columns and indexes', () => {
  const shape = (snapshot: Snapshot) =>
    Object.fromEntries(
      Object.values(snapshot.tables).map((table) => [
        table.name,
        {
          columns: Object.values(table.columns)
            .map(({ name, notNull }) => `${name} ${notNull}`)
            .sort(),
          indexes: Object.values(table.indexes)
            .map(({ name, isUnique }) => `${name} ${isUnique}`)
            .sort(),
          references: Object.values(table.foreignKeys)
            .map((key) => `${key.columnsFrom} ${key.tableTo}`)
            .sort(),
        },
      ]),
    )
  expect(shape(lastSnapshot('sqlite'))).toEqual(shape(lastSnapshot('postgres')))
})
