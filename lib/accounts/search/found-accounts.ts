import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/contains-text.ts'
import { scanned } from '#/db/store/scanned.ts'
import type { Reader } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { countUpTo } from '#/lib/platform/lists/count-up-to.ts'
import { searchAccounts } from './account-search.ts'
import type { AccountCursor, AccountFilters, AccountSort, Reachability } from './list.ts'
import { isUnreachable } from './unreachable.ts'

/** The conditions on `accounts` for these filters; null if they can match nothing. `at`: now, milliseconds UTC. */
export function conditionsOf(read: Reader, filters: AccountFilters, at: number): SQL[] | null {
  const { search, type, state, complete, missing, reach } = filters
  const found = search ? searchAccounts(read, search) : undefined
  if (found === null) return null
  const missingFields = scanned(accounts.missingFields)
  const asked = [
    found && inArray(accounts.id, found),
    type && eq(scanned(accounts.integrationTypeId), type),
    state && eq(scanned(accounts.state), state),
    typeof complete === 'boolean' && (complete ? eq : ne)(missingFields, ''),
    missing && containsText(missingFields, ` ${missing} `),
    filters.unconfirmed && eq(accounts.unconfirmed, true),
    filters.unreachable && isListedIn(accountSearch, isUnreachable),
    filters.bouncing && isBouncing(read),
    filters.drilling && isListedIn(notices, isWaitingDrill(at)),
    filters.overdue && isListedIn(notices, and(lte(notices.dueAt, at), eq(notices.kind, 'event'))),
    filters.review && lte(scanned(accounts.reviewDueAt), at),
    filters.locked && or(isNull(scanned(accounts.firstCompleteAt)), lte(scanned(accounts.dueAt), at)),
    filters.only?.length
      ? inArray(accounts.slug, [...filters.only])
      : filters.closed
        ? isNotNull(accounts.closedAt)
        : isNull(scanned(accounts.closedAt)),
    reach && cameTo(reach),
  ]
  return asked.filter((condition) => typeof condition === 'object' && condition !== null)
}

function cameTo(reach: Reachability): SQL | undefined {
  const [drilledAt, reachedAfter] = [scanned(accounts.drilledAt), scanned(accounts.reachedAfter)]
  if (reach === 'reached') return isNotNull(reachedAfter)
  return and(isNull(reachedAfter), reach === 'untried' ? isNull(drilledAt) : gte(drilledAt, 0))
}

/** Matches accounts that have a row in `table` for which `which` holds; an index finds those. */
function isListedIn(table: typeof accountSearch | typeof notices, which: SQL | undefined): SQL {
  const accountId = scanned(table.accountId)
  return sql`${accounts.id} in (select ${accountId} from ${table} where ${which} and ${accountId} is not null)`
}

function isBouncing(read: Reader): SQL {
  const served = read
    .select({ id: accountAddresses.accountId })
    .from(addressMarks)
    .innerJoin(accountAddresses, eq(accountAddresses.addressKey, addressMarks.addressKey))
  return inArray(accounts.id, served)
}

const columns = {
  name: 'nameKey',
  slug: 'slug',
  created: 'createdAt',
  changed: 'stateChangedAt',
  due: 'dueAt',
  review: 'reviewDueAt',
} as const satisfies Record<AccountSort['by'], keyof typeof accounts.$inferSelect>

/** `total`: the accounts on all pages, up to one more than `mostCounted`; null unless `counted`. */
type FoundAccount = AccountCursor & { id: string; total: number | null }

type Question = {
  sort: AccountSort
  /** Against the order of `sort`. */
  backwards: boolean
  from: AccountCursor | null
  most: number
  /** Also counts all: a dear search then runs only once. */
  counted?: boolean
}

/** The first accounts after `from` that match every condition. */
export async function findAccounts(
  read: Reader,
  conditions: readonly SQL[],
  { sort, backwards, from, most, counted = false }: Question,
): Promise<FoundAccount[]> {
  const found: FoundAccount[] = []
  for (const part of partsOf(sort, backwards, from)) {
    const left = most - found.length
    if (left > 0) found.push(...(await findInPart(read, conditions, { ...part, counted, most: left })))
  }
  return found
}

/** A part of the list: accounts that have the sorted value, or after them those that lack it (`absent`), by name. */
type Part = {
  by: (typeof columns)[AccountSort['by']]
  descending: boolean
  absent: boolean
  /** The column that decides whether an account belongs to this part; null if all do. */
  present: 'dueAt' | 'reviewDueAt' | null
  from: AccountCursor | null
}

/** The parts of the list from `from` on, in the order of `sort` or against it. */
function partsOf(sort: AccountSort, backwards: boolean, from: AccountCursor | null): Part[] {
  const by = columns[sort.by]
  const descending = sort.descending !== backwards
  if (by !== 'dueAt' && by !== 'reviewDueAt') return [{ by, descending, absent: false, present: null, from }]
  const parts: Part[] = [
    { by, descending, absent: false, present: by, from },
    { by: 'nameKey', descending: backwards, absent: true, present: by, from },
  ]
  if (backwards) parts.reverse()
  const start = from ? parts.findIndex(({ absent }) => absent === from.absent) : 0
  return parts.slice(start).map((part, place) => (place === 0 ? part : { ...part, from: null }))
}

/**
 * With conditions, reads all accounts once and sorts them: an index in order would find rare matches only at its end.
 * Without, the index of the order gives the page.
 */
async function findInPart(
  read: Reader,
  conditions: readonly SQL[],
  { by, descending, absent, present, from, counted, most }: Part & { counted: boolean; most: number },
): Promise<FoundAccount[]> {
  const { id, nameKey, slug, createdAt, stateChangedAt, dueAt, reviewDueAt } = accounts
  const found = read.$with('found').as(
    read
      .select({ id, nameKey, slug, createdAt, stateChangedAt, dueAt, reviewDueAt })
      .from(accounts)
      .where(and(...conditions)),
  )
  const key = found[by]
  const belongs = present && (absent ? isNull(found[present]) : isNotNull(found[present]))
  const beyond = descending ? sql`<` : sql`>`
  const isAfter = from && sql`(${key}, ${found.slug}) ${beyond} (${from.key}, ${from.slug})`
  const total = sql`(select count(*) from (select 1 from ${found} limit ${mostCounted + 1}) as counted)`
  const way = descending ? desc : asc
  const rows = await read
    .with(found)
    .select({
      id: found.id,
      key: sql<string | number>`${key}`.mapWith(accounts[by]),
      slug: found.slug,
      total: counted ? total.mapWith(Number) : sql<null>`null`,
    })
    .from(found)
    .where(and(belongs ?? undefined, isAfter ?? undefined))
    .orderBy(way(key), way(found.slug))
    .limit(most)
  return rows.map((row) => ({ ...row, absent }))
}

/** We count up to this, and say that there are more. */
const mostCounted = 5000

export type AccountCount = { count: number; more: boolean }

/** Counts the accounts that match every condition, up to `mostCounted`. */
export async function countFound(read: Reader, conditions: readonly SQL[]): Promise<AccountCount> {
  return toCount(await countUpTo(read, accounts, and(...conditions), mostCounted + 1))
}

export function toCount(total: number): AccountCount {
  return { count: Math.min(total, mostCounted), more: total > mostCounted }
}
