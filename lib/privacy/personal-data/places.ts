import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
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

/** Every table there is; that none is forgotten is tested. */
export const allTables: readonly SQLiteTable[] = [
  mail,
  notices,
  accounts,
  accountIndex,
  announcements,
  cases,
  confirmations,
  imports,
  people,
  programme,
  record,
  staffNotes,
].flatMap((schema) => Object.values(schema).filter(isTable))

function isTable(value: unknown): value is SQLiteTable {
  return is(value, Table)
}

/**
 * A table as it is looked through: by its key, in all of its columns that hold text, and those that name people. `dated`: its
 * keys say when a row was made.
 */
export type Place = {
  name: string
  table: SQLiteTable
  key: NamedColumn
  texts: readonly NamedColumn[]
  people: readonly NamedColumn[]
  dated: boolean
}
/** `name`: of the column as rows have it. */
export type NamedColumn = { name: string; column: SQLiteColumn }

/** Not looked through for addresses. That an erasure leaves none in them is tested all the same. */
const leftOut = new Set([
  // Computed from the rest.
  'account_terms',
  'account_addresses',
  'digest_notices',
  'notice_rates',
  'programme_days',
  // Without addresses; that of staff is a setting, and an erasure's own goes when it is done.
  'erasures',
  'limits',
  'turns',
  'settings',
  'mail_faults',
  'routes',
  'integration_types',
  // Deleted with their person.
  'sessions',
  'passkeys',
  'passkey_challenges',
])

/** What comes back of mail says something of an earlier time than that at which it is written down. */
const aboutEarlierMail = new Set(['bounce_reports', 'address_failures'])

/** The columns that name a person by their id. */
const personColumns = new Set([
  'userId',
  'actorId',
  'authorId',
  'assigneeId',
  'leaverId',
  'invitedBy',
  'askedBy',
  'savedBy',
  'openedBy',
  'closedBy',
  'createdBy',
  'startedBy',
  'stoppedBy',
  'changedBy',
  'acknowledgedBy',
  'reviewedBy',
  'drillAskedBy',
  'subjectId',
])

/** All that is looked through, mail first: what comes back of it later is known by its delivery. */
export const places: readonly Place[] = allTables
  .filter((table) => !leftOut.has(getTableName(table)))
  .map(toPlace)

function toPlace(table: SQLiteTable): Place {
  const columns = Object.entries(getTableColumns(table)).map(([name, column]) => ({ name, column }))
  const key = columns.find(({ column }) => column.primary)
  if (!key) throw new Error(`The table ${getTableName(table)} has no key to go along.`)
  return {
    name: getTableName(table),
    table,
    key,
    texts: columns.filter(({ name, column }) => holdsText(column) && !(column.primary && isId(name))),
    people: columns.filter(({ name }) => personColumns.has(name)),
    dated: key.name === 'id' && !aboutEarlierMail.has(getTableName(table)),
  }
}

function holdsText(column: SQLiteColumn): boolean {
  return (
    /^(text|json)/.test(column.getSQLType()) && !isId(column.name) && !/(_id|_by|_hash)$/.test(column.name)
  )
}

function isId(name: string): boolean {
  return name === 'id'
}
