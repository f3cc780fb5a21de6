import { getTableName } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { ruleOf } from './data-rules.ts'
import type { RowRule } from './row-rules.ts'
import { findKey, listColumns, type NamedColumn, type TableName, tableNames, tables } from './tables.ts'

/**
 * A table to scan by its key: its columns that hold text, and those that name people. `dated`: its keys contain
 * the time when a row was made. `ruledBy`, `rule`: what else an erasure changes in a row (data-rules.ts).
 */
export type Place = {
  name: string
  table: SQLiteTable
  key: NamedColumn
  texts: readonly NamedColumn[]
  people: readonly NamedColumn[]
  ruledBy: readonly NamedColumn[]
  rule: RowRule | undefined
  dated: boolean
}

export const places: readonly Place[] = tableNames.flatMap(toPlace)

function toPlace(name: TableName): Place[] {
  const { erased } = ruleOf(name)
  if (typeof erased === 'string' || erased.unread) return []
  const table = tables[name]
  const columns = listColumns(table)
  const key = findKey(table)
  if (!key) throw new Error(`The table ${name} has no key to go along.`)
  const named = (names: readonly string[] = []) => columns.filter((column) => names.includes(column.name))
  return [
    {
      name: getTableName(table),
      table,
      key,
      texts: columns.filter((one) => holdsText(one.column) && !(one.column.primary && isId(one.name))),
      people: named(erased.people),
      ruledBy: named(erased.ruledBy),
      rule: erased.rule,
      dated: key.name === 'id' && !erased.late,
    },
  ]
}

function holdsText(column: SQLiteColumn): boolean {
  return (
    /^(text|json)/.test(column.getSQLType()) && !isId(column.name) && !/(_id|_by|_hash)$/.test(column.name)
  )
}

function isId(name: string): boolean {
  return name === 'id'
}
