import { getTableColumns } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as accountIndex from '#/db/schema/account-index.ts'
import * as accounts from '#/db/schema/accounts.ts'
import * as announcements from '#/db/schema/announcements.ts'
import * as cases from '#/db/schema/cases.ts'
import * as confirmations from '#/db/schema/confirmations.ts'
import * as imports from '#/db/schema/imports.ts'
import * as mail from '#/db/schema/mail.ts'
import * as notices from '#/db/schema/notices.ts'
import * as people from '#/db/schema/people.ts'
import * as programme from '#/db/schema/programme.ts'
import * as record from '#/db/schema/record.ts'
import * as staffNotes from '#/db/schema/staff-notes.ts'

/**
 * Every table there is; that no file of the schema is forgotten is tested. An erasure goes along them in this order, mail first: what
 * comes back of it later is known by its delivery.
 */
export const tables = {
  ...mail,
  ...notices,
  ...accounts,
  ...accountIndex,
  ...announcements,
  ...cases,
  ...confirmations,
  ...imports,
  ...people,
  ...programme,
  ...record,
  ...staffNotes,
}
export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]
export const allTables: readonly SQLiteTable[] = Object.values(tables)

/** `name`: of the column as rows have it. */
export type NamedColumn = { name: string; column: SQLiteColumn }

export function listColumns(table: SQLiteTable): NamedColumn[] {
  return Object.entries(getTableColumns(table)).map(([name, column]) => ({ name, column }))
}

/** The column that tells a table's rows apart, if one alone does. */
export function findKey(table: SQLiteTable): NamedColumn | undefined {
  return listColumns(table).find(({ column }) => column.primary)
}
