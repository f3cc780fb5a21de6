import { and, asc, desc, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { evaluateGate, type LoadedAccount, selectAccounts } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { countUpTo } from '#/lib/platform/lists/count-up-to.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { conditionsOf } from './account-search.ts'
import {
  type AccountCursor,
  type AccountFilters,
  type AccountSort,
  accountFilters,
  byName,
  filterWords,
  listChosen,
} from './list.ts'
import { selectUrgencies } from './urgency.ts'

export const accountsPerPage = 50

type ListGrant = StaffGrant | SourceGrant<'accounts:read'>

/** An account in a list. */
export type ListedAccount = Omit<LoadedAccount, 'members'>

export type FoundPage = {
  rows: ListedAccount[]
  /** The cursors of the next and the previous page; null if there is none. */
  next: AccountCursor | null
  previous: AccountCursor | null
  /** Counts the accounts of all pages, unless the page knows it already. */
  count: () => Promise<AccountCount>
}

/**
 * A page of the accounts that match `filters`, in the order of `sort`: after the cursor `after` or before the cursor
 * `before`.
 */
export async function listMatching(
  read: Reader,
  _grant: ListGrant,
  filters: AccountFilters,
  {
    sort = byName,
    after = null,
    before = null,
    limit = accountsPerPage,
  }: { sort?: AccountSort; after?: AccountCursor | null; before?: AccountCursor | null; limit?: number } = {},
): Promise<FoundPage> {
  const conditions = conditionsOf(read, filters, now())
  if (!conditions) return { rows: [], next: null, previous: null, count: async () => toCount(0) }
  const backwards = before !== null
  const from = before ?? after
  const found = await findAccounts(read, conditions, {
    sort,
    backwards,
    from,
    most: limit + 1,
    counted: isExpensive(filters),
  })
  const more = found.length > limit
  const shown = found.slice(0, limit)
  if (backwards) shown.reverse()
  const first = shown[0] ?? null
  const last = shown.at(-1) ?? null
  const total = first ? first.total : from ? null : 0
  return {
    rows: await readListed(
      read,
      shown.map(({ id }) => id),
    ),
    next: backwards || more ? last : null,
    previous: (backwards ? more : after !== null) ? first : null,
    count: async () => (total === null ? countFound(read, conditions) : toCount(total)),
  }
}

/** Whether the filters need other tables than the accounts' own. */
function isExpensive(filters: AccountFilters): boolean {
  return listChosen(filters).some((name) => 'expensive' in filterWords[name])
}

/** Reads these accounts in this order, with what follows from their rows now; deleted ones are left out. */
export async function readListed(read: Reader, ids: readonly string[]): Promise<ListedAccount[]> {
  if (ids.length === 0) return []
  const rows = await selectAccounts(read).where(inArray(accounts.id, [...ids]))
  const members = await read
    .select({ accountId: memberships.accountId, userId: memberships.userId })
    .from(memberships)
    .where(inArray(memberships.accountId, [...ids]))
  const membersOf = Map.groupBy(members, ({ accountId }) => accountId)
  const at = now()
  const listed = rows.map((row): [string, ListedAccount] => {
    const memberIds = (membersOf.get(row.account.id) ?? []).map(({ userId }) => userId)
    return [row.account.id, { ...row, ...evaluateGate(row, memberIds, at) }]
  })
  const byId = new Map(listed)
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const idsPerQuestion = 5000
const idsPerPage = 500

/**
 * The ids of all matching accounts in the order of their slugs, in pages of at most 500, each account once. Other requests
 * run between two pages; accounts that change in between may or may not appear.
 */
export async function* streamMatching(
  read: Reader,
  _grant: StaffGrant,
  filters: AccountFilters,
): AsyncGenerator<string[]> {
  const conditions = conditionsOf(read, filters, now())
  if (!conditions) return
  const sort: AccountSort = { by: 'slug', descending: false }
  for (let from: AccountCursor | null = null; ; ) {
    const found = await findAccounts(read, conditions, { sort, backwards: false, from, most: idsPerQuestion })
    const ids = found.map(({ id }) => id)
    for (const page of chunksOf(ids, idsPerPage)) {
      yield page
      await new Promise(setImmediate)
    }
    from = found.at(-1) ?? null
    if (found.length < idsPerQuestion || !from) return
  }
}

/** Counts the matching accounts. Beyond a quick count, `more` says that there are more than `count`. */
export async function countMatching(
  read: Reader,
  _grant: ListGrant,
  filters: AccountFilters,
): Promise<AccountCount> {
  if (!accountFilters.isFiltered(filters)) {
    const closed = await read.$count(accounts, isNotNull(accounts.closedAt))
    return { count: (await read.$count(accounts)) - closed, more: false }
  }
  const conditions = conditionsOf(read, filters, now())
  return conditions ? countFound(read, conditions) : toCount(0)
}

const columns = {
  urgent: 'urgency',
  name: 'nameKey',
  slug: 'slug',
  created: 'createdAt',
  changed: 'stateChangedAt',
  due: 'dueAt',
  review: 'checkDueAt',
} as const satisfies Record<AccountSort['by'], keyof typeof accounts.$inferSelect | 'urgency'>

/** `total`: the accounts on all pages, up to one more than `maxShownCount`; null unless `counted`. */
type FoundAccount = AccountCursor & { id: string; total: number | null }

type Question = {
  sort: AccountSort
  /** Against the order of `sort`. */
  backwards: boolean
  from: AccountCursor | null
  most: number
  /** Also counts all: an expensive search then runs only once. */
  counted?: boolean
}

/** The first accounts after `from` that match every condition. */
export async function findAccounts(
  read: Reader,
  conditions: readonly SQL[],
  { sort, backwards, from, most, counted = false }: Question,
): Promise<FoundAccount[]> {
  const found: FoundAccount[] = []
  for (const part of partsOf(sort, backwards, from, conditions.length > 1)) {
    const left = most - found.length
    if (left > 0) found.push(...(await findInPart(read, conditions, { ...part, counted, most: left })))
  }
  return found
}

/** A part of the list: accounts that have the sorted value, those that do not (`absent`), by name, or `all`. */
type Part = {
  by: (typeof columns)[AccountSort['by']]
  descending: boolean
  which: 'present' | 'absent' | 'all'
  from: AccountCursor | null
}

/**
 * The parts of the list from `from` on, in the order of `sort` or against it. With filters all accounts are read anyway, so that one
 * part has the urgent ones and the others.
 */
function partsOf(
  sort: AccountSort,
  backwards: boolean,
  from: AccountCursor | null,
  filtered: boolean,
): Part[] {
  const by = columns[sort.by]
  const descending = sort.descending !== backwards
  const isNullable = by === 'urgency' || by === 'dueAt' || by === 'checkDueAt'
  if (!isNullable || (by === 'urgency' && filtered)) return [{ by, descending, which: 'all', from }]
  const isTurned = by === 'urgency' ? descending : backwards
  const parts: Part[] = [
    { by, descending, which: 'present', from },
    { by, descending: isTurned, which: 'absent', from },
  ]
  if (isTurned) parts.reverse()
  const start = from ? parts.findIndex(({ which }) => (which === 'absent') === from.absent) : 0
  return parts.slice(start).map((part, place) => (place === 0 ? part : { ...part, from: null }))
}

/** More than any urgency: an account where nothing waits and somebody is reached. */
const notUrgent = 1e15

/**
 * With conditions, reads all accounts once and sorts them: an index in order would find rare matches only at its end.
 * Without, the index of the order gives the page.
 */
async function findInPart(
  read: Reader,
  conditions: readonly SQL[],
  { by, descending, which, from, counted, most }: Part & { counted: boolean; most: number },
): Promise<FoundAccount[]> {
  const { id, nameKey, slug, createdAt, stateChangedAt, dueAt, checkDueAt } = accounts
  const urgencies = sql`(${selectUrgencies()}) as urgencies`
  const isTheirs = sql`urgencies.account_id = ${id}`
  const urgency = (by === 'urgency' ? sql`urgencies.urgency` : sql`null`).mapWith(Number)
  const columnsOf = { id, nameKey, slug, createdAt, stateChangedAt, dueAt, checkDueAt }
  const selected = read
    .select({ ...columnsOf, urgency: urgency.as('urgency') })
    .from(accounts)
    .$dynamic()
  const joined = by === 'urgency' ? selected.leftJoin(urgencies, isTheirs) : selected
  const found = read.$with('found').as(joined.where(and(...conditions)))
  const key = found[by]
  const isMixed = by === 'urgency' && which === 'all'
  // Accounts of equal urgency have the order of their slugs; those where nothing waits that of their names.
  const keys = isMixed
    ? [
        sql`coalesce(${key}, ${sql.raw(String(notUrgent))})`,
        sql`case when ${key} is null then ${found.nameKey} else '' end`,
      ]
    : [which === 'absent' ? found.nameKey : key]
  const places = from && isMixed ? (from.absent ? [notUrgent, from.key] : [from.key, '']) : [from?.key]
  const belongs = which === 'present' ? isNotNull(key) : which === 'absent' ? isNull(key) : undefined
  const beyond = descending ? sql`<` : sql`>`
  const isAfter =
    from &&
    sql`(${sql.join([...keys, found.slug], sql`, `)}) ${beyond} (${sql.join(
      [...places, from.slug].map((place) => sql`${place}`),
      sql`, `,
    )})`
  const total = sql`(select count(*) from (select 1 from ${found} limit ${maxShownCount + 1}) as counted)`
  const way = descending ? desc : asc
  const rows = await read
    .with(found)
    .select({
      id: found.id,
      key: sql<string | number | null>`${which === 'absent' ? sql`null` : key}`.mapWith(
        by === 'urgency' ? Number : accounts[by],
      ),
      name: found.nameKey,
      slug: found.slug,
      total: counted ? total.mapWith(Number) : sql<null>`null`,
    })
    .from(found)
    .where(and(belongs, isAfter ?? undefined))
    .orderBy(...[...keys, found.slug].map((one) => way(one)))
    .limit(most)
  return rows.map(({ key, name, ...row }) => ({ ...row, key: key ?? name, absent: key === null }))
}

/** We count up to this, and say that there are more. */
const maxShownCount = 5000

type AccountCount = { count: number; more: boolean }

/** Counts the accounts that match every condition, up to `maxShownCount`. */
async function countFound(read: Reader, conditions: readonly SQL[]): Promise<AccountCount> {
  return toCount(await countUpTo(read, accounts, and(...conditions), maxShownCount + 1))
}

function toCount(total: number): AccountCount {
  return { count: Math.min(total, maxShownCount), more: total > maxShownCount }
}
