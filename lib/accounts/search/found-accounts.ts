import { isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { tested } from '#/db/store/bare.ts'
import type { Reader } from '#/db/store/store.ts'
import { type Condition, isPresent } from './account-conditions.ts'
import { isWithin, orderOf, type Part, partsOf, walkPart } from './account-order.ts'
import type { AccountCursor, AccountSort } from './account-sort.ts'

export type FoundAccount = AccountCursor & { id: string }

type Question = {
  sort: AccountSort
  backwards: boolean
  from: AccountCursor | null
  most: number
  /** Of the closed accounts; without it, of all others. */
  closed?: boolean
}

/**
 * `first`: so many accounts are walked at first, then three times as many, as long as that is at most `most`, and at most the
 * `worth` of looking up all that the narrowest condition holds for.
 */
export type Bounds = { first: number; most: number; worth: number }
const usualBounds: Bounds = { first: 400, most: 2000, worth: 1 / 3 }

/**
 * The first accounts after `from` for which every condition holds, `backwards`: against the order of `sort`. The accounts are
 * walked in the order asked for, which an index gives, until enough are found, or until it would have been cheaper to look up
 * all that the narrowest condition holds for: then that is done. So neither a rare thing nor a common one takes long.
 */
export async function findAccounts(
  read: Reader,
  conditions: readonly Condition[],
  { sort, backwards, from, most, closed = false }: Question,
  bounds = usualBounds,
): Promise<FoundAccount[]> {
  const found: FoundAccount[] = []
  for (const part of partsOf(sort, backwards, from, closed)) {
    const left = most - found.length
    if (left > 0) found.push(...(await findInPart({ read, conditions, bounds }, part, left)))
  }
  return found
}

type Search = { read: Reader; conditions: readonly Condition[]; bounds: Bounds }

async function findInPart(search: Search, start: Part, most: number): Promise<FoundAccount[]> {
  const { read, conditions, bounds } = search
  if (conditions.length === 0) return walk(read, start, [], most, most)
  const { present, absent } = start
  const candidates = present && !absent ? [...conditions, isPresent(present)] : conditions
  const narrowest = await findNarrowest(read, candidates, Math.ceil(bounds.most / bounds.worth))
  const mostWalked = Math.min(bounds.most, (narrowest?.count ?? Infinity) * bounds.worth)
  const found: FoundAccount[] = []
  let part = start
  for (let step = bounds.first; step <= mostWalked; step *= 3) {
    found.push(...(await walk(read, part, conditions, step, most - found.length)))
    if (found.length === most) return found
    const [end] = await walk(read, part, [], 1, 1, step - 1)
    if (!end) return found
    part = { ...part, from: end }
  }
  const base = narrowest ?? (await findNarrowest(read, candidates, Number.MAX_SAFE_INTEGER))
  return base ? [...found, ...(await lookUp(search, base.condition, part, most - found.length))] : found
}

/** Those for whom every condition holds, of the next `step` accounts of a part after the first `skipped`. */
function walk(
  read: Reader,
  part: Part,
  conditions: readonly Condition[],
  step: number,
  most: number,
  skipped = 0,
): Promise<FoundAccount[]> {
  const stretch = sql`(${walkPart(part, step, skipped)}) as ${accounts}`
  const tests = conditions.map(({ test }) => test)
  return select(read, part, { from: stretch, tests, indexed: true, most })
}

/** Those of a part among all that one of the conditions holds for. */
function lookUp(search: Search, base: Condition, part: Part, most: number): Promise<FoundAccount[]> {
  const rest = search.conditions.filter((condition) => condition !== base).map(({ test }) => test)
  const tests = [base.found, ...rest, isWithin(part, { indexed: false })]
  return select(search.read, part, { from: sql`${accounts}`, tests, indexed: false, most })
}

async function select(
  read: Reader,
  part: Part,
  { from, tests, indexed, most }: { from: SQL; tests: readonly SQL[]; indexed: boolean; most: number },
): Promise<FoundAccount[]> {
  const rows = await read
    .select({
      id: sql<string>`${accounts.id}`,
      key: sql<string | number>`${part.column}`.mapWith(part.column),
      slug: sql<string>`${accounts.slug}`,
    })
    .from(from)
    .where(allOf(tests))
    .orderBy(orderOf(part, { indexed }))
    .limit(most)
  return rows.map((row) => ({ ...row, absent: part.absent }))
}

function allOf(tests: readonly SQL[]): SQL | undefined {
  return tests.length > 0 ? sql.join([...tests], sql` and `) : undefined
}

/** The condition that holds for the fewest accounts, if those are at most `most`. */
async function findNarrowest(
  read: Reader,
  conditions: readonly Condition[],
  most: number,
): Promise<{ condition: Condition; count: number } | null> {
  let narrowest: { condition: Condition; count: number } | null = null
  for (const condition of conditions) {
    const limit = narrowest ? narrowest.count : most + 1
    const count = await countRows(read, sql`${condition.rows} limit ${limit}`)
    if (count < limit) narrowest = { condition, count }
  }
  return narrowest
}

async function countRows(read: Reader, query: SQL): Promise<number> {
  const [row] = await read
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(sql`(${query}) as counted`)
  return row?.count ?? 0
}

/** So many are counted where an index alone tells, and so many looked up where several conditions must hold. */
const mostCounted = 5000
const mostTested = 2000

/** How many accounts every condition holds for, of the closed ones or of all others, up to what is quick to count. */
export async function countFound(
  read: Reader,
  conditions: readonly Condition[],
  closed = false,
): Promise<{ count: number; more: boolean }> {
  const [first, ...others] = conditions
  if (!first) return { count: (await read.$count(accounts)) - (await countClosed(read)), more: false }
  const isListed = closed ? isNotNull(tested(accounts.closedAt)) : isNull(tested(accounts.closedAt))
  if (others.length === 0 && !closed) {
    const rows = first.repeats ? sql`select distinct id from (${first.rows}) as named` : first.rows
    const found = await countRows(read, sql`${rows} limit ${mostCounted + 1}`)
    // Few are closed, so that they are rather counted among them than left out one by one.
    const among = sql`select 1 from ${accounts} where ${isNotNull(accounts.closedAt)} and ${first.test}`
    const count = found - (await countRows(read, among))
    return { count: Math.min(count, mostCounted), more: count > mostCounted }
  }
  const narrowest = await findNarrowest(read, conditions, mostTested)
  const base = narrowest?.condition ?? first
  const rest = conditions.filter((condition) => condition !== base).map(({ test }) => test)
  const some = sql`select * from ${accounts} where ${base.found} limit ${mostTested}`
  const count = await countRows(
    read,
    sql`select 1 from (${some}) as ${accounts} where ${allOf([...rest, isListed])}`,
  )
  return { count, more: narrowest === null }
}

function countClosed(read: Reader): Promise<number> {
  return read.$count(accounts, isNotNull(accounts.closedAt))
}
