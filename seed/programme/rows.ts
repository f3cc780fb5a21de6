import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, events, notices } from '#/db/schema/notices.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { BulkLoad } from '#/db/store/bulk-load.ts'

/** The tables to fill, each after those it refers to. */
const tables = {
  users,
  accounts,
  memberships,
  invitations,
  contactDrafts,
  contactRevisions,
  accountSearch,
  accountAddresses,
  addressMarks,
  confirmations,
  notices,
  events,
  outbox,
  cases,
  caseMessages,
  auditEntries,
} satisfies Record<string, SQLiteTable>
type Tables = typeof tables
export type SeededTable = keyof Tables
export type NewRow<Name extends SeededTable> = Tables[Name]['$inferInsert']

const rowsAtOnce = 2000

/** Collects rows and inserts them by the thousand. */
export class Rows {
  #load: BulkLoad
  #waiting = new Map<SeededTable, object[]>()
  #written = new Map<SeededTable, number>()
  /** Addresses of accounts, once for each account. */
  contacts = 0

  constructor(load: BulkLoad) {
    this.#load = load
  }

  add<Name extends SeededTable>(name: Name, ...rows: NewRow<Name>[]): void {
    const waiting = this.#waiting.get(name)
    if (waiting) waiting.push(...rows)
    else this.#waiting.set(name, rows)
  }

  /** How many rows of this table were added. */
  count(name: SeededTable): number {
    return (this.#written.get(name) ?? 0) + (this.#waiting.get(name)?.length ?? 0)
  }

  /** Inserts the collected rows: of all tables, or of those with many. */
  async write(which: 'all' | 'many'): Promise<void> {
    for (const name of Object.keys(tables) as SeededTable[]) {
      const rows = this.#waiting.get(name) ?? []
      if (rows.length === 0 || (which === 'many' && rows.length < rowsAtOnce)) continue
      // The cast is safe: `add` accepts only rows of this table.
      await this.#load.insert(tables[name], rows as never[])
      this.#written.set(name, (this.#written.get(name) ?? 0) + rows.length)
      this.#waiting.set(name, [])
    }
  }
}
