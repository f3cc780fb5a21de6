import { eq, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RowRule } from './row-rules.ts'

type Condition = SQL | undefined

/** An account that is being deleted, and the keys of the addresses that only it has. */
export type DeletedAccount = { accountId: string; slug: string; addresses: readonly string[] }
type IsOwn = (account: DeletedAccount) => Condition

/** Which rows of a table the deletion of an account deletes (decision 036). */
type Deletion = {
  /** Rows that an index finds, usually by the column of the account. The rows `with` them are deleted first. */
  own?: SQLiteColumn | IsOwn
  /** Rows deleted with rows of another table, which the column `by` references. */
  with?: readonly { table: SQLiteTable; by: SQLiteColumn; where?: SQL }[]
  /** A few rows that an index finds by something else, usually the key of an address. */
  keys?: SQLiteColumn | IsOwn
  /** Rows that no index finds: the deletion scans the whole table. */
  walk?: IsOwn
  /** The members; the deletion anonymises those who are not affiliated elsewhere. */
  members?: true
}

/**
 * What an erasure does with a table: it searches all its texts for the address (decision 035), or the reason why not.
 * `people`: columns that name a person. `rule`: what else changes in a row; `ruledBy`: the people that the rule is
 * about. `withPerson`: the column of the person whose erasure deletes the row. `late`: a row is about a time before its
 * id was made. `unread`: the erasure does not read its texts.
 */
export type Erasure<Column> =
  | 'computed'
  | 'no-address'
  | {
      people?: readonly Column[]
      ruledBy?: readonly Column[]
      rule?: RowRule
      withPerson?: SQLiteColumn
      late?: true
      unread?: true
    }

/** How long rows are retained: a setting, or a fixed number of days. */
export type RetentionPeriod = { setting: 'deliveryDays' | 'draftDays' } | { days: number }

/** `isOld` selects rows older than `before` (milliseconds UTC). */
export type RetentionRule = { period: RetentionPeriod; isOld(before: number): Condition }

export type DataRule<Table extends SQLiteTable> = {
  deleted: Deletion | null
  erased: Erasure<keyof Table['$inferSelect'] & string>
  /** Rows with a limited life (product.md, Personal data), by their name on the retention page. */
  kept?: Record<string, RetentionRule>
  /** No index finds the old rows. */
  unindexed?: true
  /** Selects rows that nothing uses and no page shows. */
  isUnused?(): Condition
}

/** Which rows of a table an index finds; undefined if none does. */
export function rowsToDelete(
  { deleted }: DataRule<SQLiteTable>,
  by: 'own' | 'keys',
  account: DeletedAccount,
): Condition {
  const found = deleted?.[by]
  if (typeof found === 'function') return found(account)
  return found && (by === 'own' ? eq(found, account.accountId) : inArray(found, [...account.addresses]))
}

/** Whether mail went to one of the account's own addresses. */
export function isSentTo(column: SQLiteColumn, { addresses }: DeletedAccount): Condition {
  return addresses.length > 0 ? inArray(sql`lower(${column})`, [...addresses]) : undefined
}

/** Whether no row of `table` has the value in `column`. */
export function isMissingIn(table: SQLiteTable, column: SQLiteColumn, value: SQLiteColumn): SQL {
  return notExists(sql`(select 1 from ${table} where ${column} = ${value})`)
}

/** Retains rows for a period after the time in a column, or as the rule says. */
export function retainFor(period: RetentionPeriod) {
  return (old: SQLiteColumn | RetentionRule['isOld']): RetentionRule => ({
    period,
    isOld: typeof old === 'function' ? old : (at) => lt(old, at),
  })
}
