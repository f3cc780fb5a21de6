import { type AnyColumn, and, eq, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountTerms } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import {
  completeTerm,
  incompleteTerm,
  listRanges,
  missingTerm,
  type TermRange,
  unconfirmedTerm,
} from '#/lib/account-index/terms.ts'
import type { AccountFilters, Reachability } from './account-filter.ts'
import { bare } from './account-order.ts'

/**
 * One thing that holds for the accounts looked for, said in two ways: `ids` is a query for the ids of all of them, which an
 * index answers (it may name one twice); `test` says of a row of `accounts` whether it holds, and tempts no planner to another index.
 */
export type Condition = { ids: SQL; test: SQL }

/** What must hold for an account that these filters mean; null where none can be meant. `at`: now, milliseconds UTC. */
export function conditionsOf(filters: AccountFilters, at: number): Condition[] | null {
  const { search, type, state, complete, missing, reach } = filters
  const ranges = search ? listRanges(search) : []
  if (search && ranges.length === 0) return null
  const said: (Condition | false | undefined)[] = [
    ...ranges.map(hasTermIn),
    type !== undefined && ofAccount((read) => eq(read(accounts.integrationTypeId), type)),
    state && ofAccount((read) => eq(read(accounts.state), state)),
    complete !== undefined && hasTerm(complete ? completeTerm : incompleteTerm),
    missing && hasTerm(missingTerm(missing)),
    filters.unconfirmed && hasTerm(unconfirmedTerm),
    filters.bouncing && isBouncing,
    filters.overdue && isOverdueAt(at),
    filters.review && ofAccount((read) => lte(read(accounts.reviewDueAt), at)),
    filters.locked &&
      ofAccount((read) => or(isNull(read(accounts.firstCompleteAt)), lte(read(accounts.dueAt), at))),
    reach && ofAccount((read) => cameTo(reach, read)),
  ]
  return said.filter((condition) => condition !== false && condition !== undefined)
}

type ReadColumn = (column: AnyColumn) => SQL

/** What a column of the account says. `read` gives it to an index or keeps it from all. */
function ofAccount(holds: (read: ReadColumn) => SQL | undefined): Condition {
  const indexed = holds((column) => sql`${column}`)
  return {
    ids: sql`select ${accounts.id} as id from ${accounts} where ${indexed}`,
    test: sql`(${holds(bare)})`,
  }
}

function cameTo(reach: Reachability, read: ReadColumn): SQL | undefined {
  if (reach === 'untried') return isNull(read(accounts.drilledAt))
  const answered = reach === 'reached' ? isNotNull : isNull
  return and(isNotNull(read(accounts.drilledAt)), answered(read(accounts.reachedAfter)))
}

function hasTerm(term: string): Condition {
  return ofTerms(eq(accountTerms.term, term))
}

function hasTermIn({ from, before }: TermRange): Condition {
  return ofTerms(and(gte(accountTerms.term, from), lt(accountTerms.term, before)))
}

function ofTerms(holds: SQL | undefined): Condition {
  return {
    ids: sql`select ${accountTerms.accountId} as id from ${accountTerms} where ${holds}`,
    test: sql`exists (select 1 from ${accountTerms} where ${accountTerms.accountId} = ${accounts.id} and ${holds})`,
  }
}

const isBouncing: Condition = {
  // In this order on SQLite too: the marks are few.
  ids: sql`select ${accountAddresses.accountId} as id from ${addressMarks} cross join ${accountAddresses} where ${accountAddresses.addressKey} = ${addressMarks.addressKey}`,
  test: sql`exists (select 1 from ${accountAddresses} cross join ${addressMarks} where ${accountAddresses.accountId} = ${accounts.id} and ${addressMarks.addressKey} = ${accountAddresses.addressKey})`,
}

/** As `isOverdue` says of one notice (lib/notices/overdue.ts). */
function isOverdueAt(at: number): Condition {
  const overdue = and(lte(notices.dueAt, at), eq(notices.kind, 'event'))
  return {
    ids: sql`select ${notices.accountId} as id from ${notices} where ${overdue} and ${notices.accountId} is not null`,
    test: sql`exists (select 1 from ${notices} where ${notices.accountId} = ${accounts.id} and ${overdue})`,
  }
}
