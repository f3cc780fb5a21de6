import type Sqlite from 'better-sqlite3'
import { StoreError } from '#/db/store/store.ts'

/**
 * A table read from the store. `key`: its primary key, or all columns if it has none; `parents`: the tables it refers
 * to.
 */
export type BackupTable = { name: string; columns: string[]; key: string[]; parents: string[] }

/** Drizzle's journal of migrations, which each engine writes itself. */
const journal = '__drizzle_migrations'

/**
 * All tables of an open store, each after its parents. They are read from the file, so that backup and move include
 * every new table. @throws StoreError if some refer to each other.
 */
export function listTables(connection: Sqlite.Database): BackupTable[] {
  const names = connection
    .prepare<[string], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite#_%' escape '#' and name <> ? order by name",
    )
    .pluck()
    .all(journal)
  return inOrder(names.map((name) => describeTable(connection, name)))
}

function describeTable(connection: Sqlite.Database, name: string): BackupTable {
  const columns = connection
    .prepare<[string], { name: string; pk: number }>('select name, pk from pragma_table_info(?) order by cid')
    .all(name)
  const parents = connection
    .prepare<[string], string>('select distinct "table" from pragma_foreign_key_list(?)')
    .pluck()
    .all(name)
  const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk)
  return {
    name,
    columns: columns.map((column) => column.name),
    key: (key.length > 0 ? key : columns).map((column) => column.name),
    parents: parents.filter((parent) => parent !== name),
  }
}

function inOrder(tables: readonly BackupTable[]): BackupTable[] {
  const ordered: BackupTable[] = []
  let left = [...tables]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name))
    const next = left.filter(({ parents }) => !parents.some((parent) => waiting.has(parent)))
    if (next.length === 0)
      throw new StoreError(`These tables refer to each other: ${[...waiting].join(', ')}.`)
    ordered.push(...next)
    left = left.filter((table) => !next.includes(table))
  }
  return ordered
}
