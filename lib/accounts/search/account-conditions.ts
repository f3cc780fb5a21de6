import { type AnyColumn, and, eq, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { accountTerms } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { tested } from '#/db/store/bare.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { AccountFilters, Reachability } from './account-filter.ts'
import {
  bouncingTerm,
  completeTerm,
  incompleteTerm,
  listRanges,
  missingTerm,
  type TermRange,
  unconfirmedTerm,
} from './terms.ts'
import { rangeOfReason } from './unreachable-terms.ts'

/**
 * One thing that holds for the accounts looked for. `found` and `rows` are said so that an index gives all of them: `found` of
 * a row of `accounts`, `rows` as a query for their ids, which names one several times where it `repeats`. `test` says the same
 * of a row that is at hand, and tempts no planner to look for it elsewhere.
 */
export type Condition = { found: SQL; rows: SQL; repeats: boolean; test: SQL }

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
    filters.unreachable && isUnreachable(),
    filters.bouncing && hasTerm(bouncingTerm),
    filters.drilling && isDrilledAt(at),
    filters.overdue && isOverdueAt(at),
    filters.review && ofAccount((read) => lte(read(accounts.reviewDueAt), at)),
    filters.locked &&
      ofAccount((read) => or(isNull(read(accounts.firstCompleteAt)), lte(read(accounts.dueAt), at))),
    filters.closed && ofAccount((read) => isNotNull(read(accounts.closedAt))),
    reach && ofAccount((read) => cameTo(reach, read)),
  ]
  return said.filter((condition) => condition !== false && condition !== undefined)
}

type ReadColumn = (column: AnyColumn) => SQL

/** What a column of the account says. `read` gives it to an index or keeps it from all. */
function ofAccount(holds: (read: ReadColumn) => SQL | undefined): Condition {
  const found = sql`(${holds((column) => sql`${column}`)})`
  return {
    found,
    rows: sql`select 1 as id from ${accounts} where ${found}`,
    repeats: false,
    test: sql`(${holds(tested)})`,
  }
}

function cameTo(reach: Reachability, read: ReadColumn): SQL | undefined {
  if (reach === 'reached') return gte(read(accounts.reachedAfter), 0)
  const drilled = read(accounts.drilledAt)
  return and(isNull(read(accounts.reachedAfter)), reach === 'untried' ? isNull(drilled) : gte(drilled, 0))
}

function hasTerm(term: string): Condition {
  return ofTerms(eq(accountTerms.term, term), false)
}

function hasTermIn({ from, before }: TermRange): Condition {
  return ofTerms(and(gte(accountTerms.term, from), lt(accountTerms.term, before)), true)
}

function isUnreachable(): Condition {
  const { from, before } = rangeOfReason(null)
  return ofTerms(and(gte(accountTerms.term, from), lt(accountTerms.term, before)), false)
}

function ofTerms(holds: SQL | undefined, repeats: boolean): Condition {
  const rows = sql`select ${accountTerms.accountId} as id from ${accountTerms} where ${holds}`
  return {
    ...elsewhere(rows, repeats),
    test: sql`exists (select 1 from ${accountTerms} where ${accountTerms.accountId} = ${accounts.id} and ${holds})`,
  }
}

function elsewhere(rows: SQL, repeats: boolean): Omit<Condition, 'test'> {
  return { found: sql`${accounts.id} in (${rows})`, rows, repeats }
}

/** As `isOverdue` says of one notice (lib/notices/notice/overdue.ts). */
function isOverdueAt(at: number): Condition {
  const overdue = and(lte(notices.dueAt, at), eq(notices.kind, 'event'))
  // By the index of what is due, though another has the accounts.
  const account = tested(notices.accountId)
  return {
    ...elsewhere(
      sql`select ${account} as id from ${notices} where ${overdue} and ${account} is not null`,
      true,
    ),
    test: sql`exists (select 1 from ${notices} where ${notices.accountId} = ${accounts.id} and ${overdue})`,
  }
}

/** A drill of it waits for its answer; of one account that is one at most. */
function isDrilledAt(at: number): Condition {
  const waiting = isWaitingDrill(at)
  return {
    ...elsewhere(
      sql`select ${tested(notices.accountId)} as id from ${notices} where ${waiting} and ${tested(notices.accountId)} is not null`,
      true,
    ),
    test: sql`exists (select 1 from ${notices} where ${notices.accountId} = ${accounts.id} and ${waiting})`,
  }
}

/** What the sorted value of a part of the list is there for. */
export function isPresent(column: AnyColumn): Condition {
  return ofAccount((read) => gte(read(column), 0))
}
