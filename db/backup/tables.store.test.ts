import { readdirSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { getTableName, is, Table } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { engine } from '#/db/engine.ts'
import { openSqlite } from '#/db/store/sqlite.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { inOrder, listTables } from './tables.ts'

const schemaFolder = new URL('../schema/', import.meta.url)

/** Every table that a file of the schema exports. */
async function listSchema(): Promise<string[]> {
  const names: string[] = []
  for (const file of readdirSync(schemaFolder)) {
    const exported: Record<string, unknown> = await import(new URL(file, schemaFolder).href)
    for (const value of Object.values(exported)) if (is(value, Table)) names.push(getTableName(value))
  }
  return [...new Set(names)].sort()
}

test(`backs up and moves every table of the schema (${engine})`, async () => {
  const file = `${newTestFolder()}/recapito.sqlite`
  await (await openSqlite(file)).close()
  const connection = new Sqlite(file)
  const tables = listTables(connection)
  connection.close()
  expect(tables.map(({ name }) => name).sort()).toEqual(await listSchema())
  const places = new Map(tables.map(({ name }, place) => [name, place]))
  for (const { name, parents } of tables)
    for (const parent of parents) expect(places.get(parent)).toBeLessThan(places.get(name) ?? 0)
  expect(places.get('users')).toBeLessThan(places.get('sessions') ?? 0)
})

test('refuses tables that refer to each other in a circle', () => {
  const table = (name: string, parent: string) => ({ name, columns: ['id'], key: ['id'], parents: [parent] })
  expect(() => inOrder([table('a', 'b'), table('b', 'a')])).toThrow('These tables refer to each other: a, b.')
  expect(inOrder([table('a', 'b'), table('b', 'elsewhere')]).map(({ name }) => name)).toEqual(['b', 'a'])
})
