import { type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/index.ts'
import type { Condition } from './account-conditions.ts'
import { isWithin, orderOf, type Part, partsOf, walkPart } from './account-order.ts'
import type { AccountCursor, AccountSort } from './account-sort.ts'

export type FoundAccount = AccountCursor & { id: string }

type Question = { sort: AccountSort; backwards: boolean; from: AccountCursor | null; most: number }

/**
 * `lookedThrough`: where a condition holds for no more accounts than this, all of them are looked through. `firstWalked`: so
 * many are walked at first, then four times as many, until `walked` at once were not enough.
 */
export type Bounds = { lookedThrough: number; firstWalked: number; walked: number }
const usualBounds: Bounds = { lookedThrough: 4000, firstWalked: 400, walked: 8000 }

/**
 * The first accounts after `from` for which every condition holds, `backwards`: against the order of `sort`. Where one of the
 * conditions holds for few accounts, those are looked through; otherwise the accounts are walked in the order asked for,
 * which an index gives, until enough are found.
 */
export async function findAccounts(
  read: Reader,
  conditions: readonly Condition[],
  { sort, backwards, from, most }: Question,
  bounds = usualBounds,
): Promise<FoundAccount[]> {
  const narrowest = await findNarrowest(read, conditions, bounds.lookedThrough)
  const found: FoundAccount[] = []
  for (const part of partsOf(sort, backwards, from)) {
    const left = most - found.length
    if (left === 0) break
    const more = narrowest
      ? await lookThrough(read, conditions, narrowest.condition, part, left)
      : await walk(read, conditions, part, left, bounds)
    found.push(...more)
  }
  return found
}

async function walk(
  read: Reader,
  conditions: readonly Condition[],
  start: Part,
  most: number,
  bounds: Bounds,
): Promise<FoundAccount[]> {
  const found: FoundAccount[] = []
  let part = start
  for (let step = conditions.length === 0 ? most : bounds.firstWalked; ; step *= 4) {
    const walked = sql`(${walkPart(part, step)}) as ${accounts}`
    const left = most - found.length
    found.push(...(await select(read, part, walked, conditions, { indexed: true }, left)))
    if (found.length === most) return found
    const [end] = await select(
      read,
      part,
      sql`(${walkPart(part, 1, step - 1)}) as ${accounts}`,
      [],
      { indexed: true },
      1,
    )
    if (!end) return found
    part = { ...part, from: end }
    if (step >= bounds.walked) break
  }
  const narrowest = await findNarrowest(read, conditions, Number.MAX_SAFE_INTEGER)
  if (!narrowest) return found
  return [...found, ...(await lookThrough(read, conditions, narrowest.condition, part, most - found.length))]
}

/** Those of a part among the accounts that one condition holds for. */
function lookThrough(
  read: Reader,
  conditions: readonly Condition[],
  narrowest: Condition,
  part: Part,
  most: number,
): Promise<FoundAccount[]> {
  const among = { ids: narrowest.ids, test: sql`${accounts.id} in (${narrowest.ids})` }
  const rest = conditions.filter((condition) => condition !== narrowest)
  const within = { ids: sql``, test: isWithin(part, { indexed: false }) }
  return select(read, part, sql`${accounts}`, [among, ...rest, within], { indexed: false }, most)
}

async function select(
  read: Reader,
  part: Part,
  from: SQL,
  conditions: readonly Pick<Condition, 'test'>[],
  reading: { indexed: boolean },
  most: number,
): Promise<FoundAccount[]> {
  const rows = await read
    .select({
      id: sql<string>`${accounts.id}`,
      key: sql<string | number>`${part.column}`.mapWith(part.column),
      slug: sql<string>`${accounts.slug}`,
    })
    .from(from)
    .where(allOf(conditions))
    .orderBy(orderOf(part, reading))
    .limit(most)
  return rows.map((row) => ({ ...row, absent: part.absent }))
}

function allOf(conditions: readonly Pick<Condition, 'test'>[]): SQL | undefined {
  return conditions.length > 0
    ? sql.join(
        conditions.map(({ test }) => test),
        sql` and `,
      )
    : undefined
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
    const count = await countRows(read, sql`${condition.ids} limit ${limit}`)
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

const mostCounted = 10_000

/** How many accounts every condition holds for, up to what is quick to count. */
export async function countFound(
  read: Reader,
  conditions: readonly Condition[],
): Promise<{ count: number; more: boolean }> {
  const [first] = conditions
  if (!first) return { count: await read.$count(accounts), more: false }
  const narrowest = await findNarrowest(read, conditions, mostCounted)
  const among = narrowest?.condition ?? first
  const ids = sql`select distinct id from (${among.ids}) as named limit ${mostCounted + 1}`
  const rest = conditions.filter((condition) => condition !== among)
  const count =
    rest.length === 0
      ? await countRows(read, ids)
      : await read.$count(accounts, allOf([{ test: sql`${accounts.id} in (${ids})` }, ...rest]))
  const more = narrowest === null && (rest.length > 0 || count > mostCounted)
  return { count: Math.min(count, mostCounted), more }
}
