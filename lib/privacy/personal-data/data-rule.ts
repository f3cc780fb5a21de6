import { eq, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RowRule } from './row-rules.ts'

type Condition = SQL | undefined

/** An account that is being deleted, and the keys of the addresses that nothing else here has. */
export type DeletedAccount = { accountId: string; slug: string; addresses: readonly string[] }
type IsOwn = (account: DeletedAccount) => Condition

/** Which rows of a table go with an account (decision 036). */
type Deletion = {
  /** An index finds them, by the column that names the account as a rule. What goes `with` them goes first. */
  own?: SQLiteColumn | IsOwn
  /** They go with rows of another table, which the column `by` names. */
  with?: readonly { table: SQLiteTable; by: SQLiteColumn; where?: SQL }[]
  /** A few, which an index finds by something else than the account: the key of an address as a rule. */
  keys?: SQLiteColumn | IsOwn
  /** No index finds them: the whole table is walked. */
  walk?: IsOwn
  /** Its members, who are forgotten where they belong to nothing else. */
  members?: true
}

/**
 * What an erasure does with a table: it looks for the address in all its texts (decision 035), or why it does not.
 * `people`: the columns that name somebody. `rule`: what else a row becomes; `ruledBy`: the people it is for.
 * `withPerson`: the column of the person with whom its rows go. `late`: a row is about a time before its id was made.
 * `unread`: its texts are not looked through.
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

/** For how long: a setting, or always so many days. */
export type RetentionPeriod = { setting: 'deliveryDays' | 'draftDays' } | { days: number }

/** `isOld`: what is older than `before` (milliseconds UTC). */
export type Keeping = { period: RetentionPeriod; isOld(before: number): Condition }

export type DataRule<Table extends SQLiteTable> = {
  deleted: Deletion | null
  erased: Erasure<keyof Table['$inferSelect'] & string>
  /** What is not kept for ever (product.md, Personal data), by its name on the page of retention. */
  kept?: Record<string, Keeping>
  /** No index finds what is old. */
  unindexed?: true
  /** What is of no use any more, and on no page. */
  isLeftOver?(): Condition
}

/** Which rows of a table an index finds; undefined where none does. */
export function whichGo(
  { deleted }: DataRule<SQLiteTable>,
  by: 'own' | 'keys',
  account: DeletedAccount,
): Condition {
  const found = deleted?.[by]
  if (typeof found === 'function') return found(account)
  return found && (by === 'own' ? eq(found, account.accountId) : inArray(found, [...account.addresses]))
}

/** Whether mail went to one of the account's own addresses. */
export function toAddresses(column: SQLiteColumn, { addresses }: DeletedAccount): Condition {
  return addresses.length > 0 ? inArray(sql`lower(${column})`, [...addresses]) : undefined
}

/** Whether no row of `table` has the value in `column`. */
export function isMissingIn(table: SQLiteTable, column: SQLiteColumn, value: SQLiteColumn): SQL {
  return notExists(sql`(select 1 from ${table} where ${column} = ${value})`)
}

/** So long after the instant of a column, or as the rule says. */
export function keepFor(period: RetentionPeriod) {
  return (old: SQLiteColumn | Keeping['isOld']): Keeping => ({
    period,
    isOld: typeof old === 'function' ? old : (at) => lt(old, at),
  })
}
