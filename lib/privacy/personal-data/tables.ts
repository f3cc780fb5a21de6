import { getTableColumns } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as accountIndex from '#/db/schema/account-index.ts'
import * as accounts from '#/db/schema/accounts.ts'
import * as announcements from '#/db/schema/announcements.ts'
import * as bulk from '#/db/schema/bulk.ts'
import * as cases from '#/db/schema/cases.ts'
import * as confirmations from '#/db/schema/confirmations.ts'
import * as endpoints from '#/db/schema/endpoints.ts'
import * as imports from '#/db/schema/imports.ts'
import * as look from '#/db/schema/look.ts'
import * as mail from '#/db/schema/mail.ts'
import * as notices from '#/db/schema/notices.ts'
import * as people from '#/db/schema/people.ts'
import * as programme from '#/db/schema/programme.ts'
import * as record from '#/db/schema/record.ts'
import * as savedViews from '#/db/schema/saved-views.ts'
import * as staffNotes from '#/db/schema/staff-notes.ts'

/**
 * Every table; a test compares them with the schema. An erasure follows this order, mail first: it recognises a later
 * bounce by its delivery.
 */
export const tables = {
  ...mail,
  ...notices,
  ...accounts,
  ...accountIndex,
  ...announcements,
  ...bulk,
  ...cases,
  ...confirmations,
  ...endpoints,
  ...imports,
  ...look,
  ...people,
  ...programme,
  ...record,
  ...savedViews,
  ...staffNotes,
}
export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]
export const allTables: readonly SQLiteTable[] = Object.values(tables)

/** `name`: the column's key in rows. */
export type NamedColumn = { name: string; column: SQLiteColumn }

export function listColumns(table: SQLiteTable): NamedColumn[] {
  return Object.entries(getTableColumns(table)).map(([name, column]) => ({ name, column }))
}

/** The column that identifies a table's rows; undefined if the key is composite. */
export function findKey(table: SQLiteTable): NamedColumn | undefined {
  return listColumns(table).find(({ column }) => column.primary)
}
