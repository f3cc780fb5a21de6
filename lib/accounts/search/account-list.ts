import { inArray, isNotNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { judgeAccount, type LoadedAccount, selectAccounts } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type AccountCount, conditionsOf, countFound, findAccounts, toCount } from './found-accounts.ts'
import {
  type AccountCursor,
  type AccountFilters,
  type AccountSort,
  accountFilters,
  defaultSort,
} from './list.ts'

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
    sort = defaultSort,
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
    counted: isDear(filters),
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
function isDear({ search, bouncing, overdue, drilling }: AccountFilters): boolean {
  return Boolean(search || bouncing || overdue || drilling)
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
    return [row.account.id, { ...row, ...judgeAccount(row, memberIds, at) }]
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
