import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accountSearch } from '#/db/schema/account-index.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { scanned } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import { isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isOpen, matches, overdueCondition } from '#/lib/notices/views/queries.ts'
import { isToRoute, type StaffNoticeCounts } from '#/lib/notices/views/staff-queries.ts'

export const noNoticeCounts: StaffNoticeCounts = { emergencies: 0, open: 0, overdue: 0, unroutable: 0 }

/**
 * The notice counts of each account, as on its own pages (product.md, People), and how many staff can route.
 * Accounts without any may have no entry.
 */
export async function countNoticesByAccount(
  read: Reader,
  _grant: StaffGrant,
  accountIds: readonly string[],
): Promise<Map<string, StaffNoticeCounts>> {
  if (accountIds.length === 0) return new Map()
  const isCounted = matches({ environment: 'production', kind: 'event' })
  const sum = (which: SQL | undefined) =>
    sql<number>`sum(case when ${which} then 1 else 0 end)`.mapWith(Number)
  const unclosed = await read
    .select({
      accountId: notices.accountId,
      emergencies: sum(isUnansweredEmergency),
      open: sum(isOpen),
      overdue: sum(overdueCondition()),
      unroutable: sum(isToRoute),
    })
    .from(notices)
    .where(and(inArray(notices.accountId, [...accountIds]), isNull(notices.closedAt), isCounted))
    .groupBy(notices.accountId)
  const counts = new Map(unclosed.map(({ accountId, ...counts }) => [accountId ?? '', counts]))
  // A closed emergency can still wait for its answer. `scanned` keeps the engine from scanning every closed notice of the account.
  const isOfThese = inArray(scanned(notices.accountId), [...accountIds])
  const closed = await read
    .select({ accountId: notices.accountId })
    .from(notices)
    .where(and(isOfThese, overdueCondition(), isNotNull(notices.closedAt), isCounted))
  for (const { accountId } of closed) {
    const some = counts.get(accountId ?? '') ?? noNoticeCounts
    counts.set(accountId ?? '', { ...some, overdue: some.overdue + 1 })
  }
  return counts
}

/** Which of these accounts nobody reaches: in no step of the routes for emergencies and production alerts (notices.md, Unreachable). */
export async function listUnreached(
  read: Reader,
  _grant: StaffGrant,
  accountIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (accountIds.length === 0) return new Set()
  const rows = await read
    .select({ id: accountSearch.accountId })
    .from(accountSearch)
    .where(and(inArray(accountSearch.accountId, [...accountIds]), isNotNull(accountSearch.nobodySince)))
  return new Set(rows.map(({ id }) => id))
}

export async function listPeople(
  read: Reader,
  _grant: StaffGrant,
  accountIds: readonly string[],
): Promise<Map<string, { userId: string; email: string; isOwner: boolean }[]>> {
  if (accountIds.length === 0) return new Map()
  const rows = await read
    .select({ ...pick(memberships, 'accountId', 'role'), userId: users.id, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.accountId, [...accountIds]))
    .orderBy(users.emailKey)
  const people = rows.map(({ role, ...person }) => ({ ...person, isOwner: role === 'owner' }))
  return Map.groupBy(people, ({ accountId }) => accountId)
}
