import { getTableColumns } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import { engine } from '#/db/store/store.ts'

const sqlite = {
  table: lite.sqliteTable,
  id: (name: string) => lite.text(name),
  key: (name: string) => lite.text(name),
  text: (name: string) => lite.text(name),
  instant: (name: string) => lite.integer(name),
  count: (name: string) => lite.integer(name),
  flag: (name: string) => lite.integer(name, { mode: 'boolean' }),
  json: <Value>(name: string) => lite.text(name, { mode: 'json' }).$type<Value>(),
  readJson: <Value>(name: string, read: (stored: Value) => Value) =>
    lite.customType<{ data: Value; driverData: string }>({
      dataType: () => 'text',
      toDriver: (value) => JSON.stringify(value),
      fromDriver: (text) => read(JSON.parse(text)),
    })(name),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
}

const bytewise = pg.customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** Drizzle's own type parses again what the driver has parsed: it turns the text "42" into the number 42. */
const parsed = (name: string, read = (stored: unknown) => stored) =>
  pg.customType<{ data: unknown }>({
    dataType: () => 'json',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: read,
  })(name)

const postgres: Record<keyof typeof sqlite, unknown> = {
  table: pg.pgTable,
  id: (name: string) => pg.text(name),
  key: (name: string) => bytewise(name),
  text: (name: string) => pg.text(name),
  instant: (name: string) => pg.bigint(name, { mode: 'number' }),
  count: (name: string) => pg.integer(name),
  flag: (name: string) => pg.boolean(name),
  json: (name: string) => parsed(name),
  readJson: parsed,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
}

/**
 * The column types of the current engine, typed as the SQLite ones: both mean the same and code awaits every query, so
 * one set of types serves both (decision 001). `id` is a UUIDv7 or another short key; `key` is text that both engines
 * compare and range over by its bytes; `instant` is integer milliseconds since 1970, UTC; `readJson` passes each value that
 * is read through a function.
 */
export const { table, id, key, text, instant, count, flag, json, readJson, index, uniqueIndex } =
  engine === 'postgres' ? (postgres as typeof sqlite) : sqlite

/** The id of a row of another table, which every row has. */
export function reference(name: string, target: () => lite.AnySQLiteColumn) {
  return id(name).notNull().references(target)
}

/** These columns of a table under their own names, for a `select`. */
export function pick<Table extends lite.SQLiteTable, Name extends keyof Table['_']['columns']>(
  of: Table,
  ...names: Name[]
): Pick<Table['_']['columns'], Name> {
  const columns: Table['_']['columns'] = getTableColumns(of)
  return Object.fromEntries(names.map((name) => [name, columns[name]])) as Pick<typeof columns, Name>
}
