import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isOpen, matches, type NoticeCounts, noNotices, overdueCondition } from './queries.ts'

/**
 * How many notices wait in Production in each of a person's accounts, by slug, without tests and drills. Accounts where none waits have no
 * entry, and neither have locked and closed ones: their gate shows nothing.
 */
export async function countWaitingOf(
  read: Reader,
  actor: Pick<Actor, 'user'>,
): Promise<Map<string, NoticeCounts>> {
  const emergencies = await countBySlug(read, actor, isUnansweredEmergency)
  const open = await countBySlug(read, actor, and(isNull(notices.closedAt), isOpen))
  const overdue = await countBySlug(read, actor, overdueCondition())
  const slugs = new Set([...emergencies.keys(), ...open.keys(), ...overdue.keys()])
  const countsOf = (slug: string): NoticeCounts => ({
    emergencies: emergencies.get(slug) ?? 0,
    open: open.get(slug) ?? 0,
    overdue: overdue.get(slug) ?? 0,
  })
  return new Map([...slugs].map((slug) => [slug, countsOf(slug)]))
}

/** The slugs of the person's accounts that nobody reaches (notices.md, Unreachable), without locked and closed ones. */
export async function listUnreachedOf(
  read: Reader,
  actor: Pick<Actor, 'user'>,
): Promise<ReadonlySet<string>> {
  const rows = await read
    .select({ slug: accounts.slug })
    .from(accountSearch)
    .innerJoin(accounts, eq(accounts.id, accountSearch.accountId))
    .where(and(inArray(accounts.id, selectOwn(read, actor)), isNotNull(accountSearch.nobodySince)))
  return new Set(rows.map(({ slug }) => slug))
}

/** These accounts in the order of staff's lists: with emergencies, reached by nobody, with overdue notices, with open ones, the others. */
export function sortMostUrgentFirst<Row extends { slug: string }>(
  rows: readonly Row[],
  waiting: ReadonlyMap<string, NoticeCounts>,
  unreached: ReadonlySet<string>,
): Row[] {
  const rankOf = ({ slug }: Row) => {
    const { emergencies, overdue, open } = waiting.get(slug) ?? noNotices
    return [emergencies > 0, unreached.has(slug), overdue > 0, open > 0, true].indexOf(true)
  }
  return rows.toSorted((one, other) => rankOf(one) - rankOf(other))
}

async function countBySlug(
  read: Reader,
  actor: Pick<Actor, 'user'>,
  waits: SQL | undefined,
): Promise<Map<string, number>> {
  const own = selectOwn(read, actor)
  const count = sql<number>`count(*)`.mapWith(Number)
  const rows = await read
    .select({ slug: accounts.slug, count })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .where(and(inArray(notices.accountId, own), matches({ environment: 'production', kind: 'event' }), waits))
    .groupBy(accounts.slug)
  return new Map(rows.map(({ slug, count }) => [slug, count]))
}

function selectOwn(read: Reader, { user }: Pick<Actor, 'user'>) {
  return read
    .select({ id: memberships.accountId })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(and(eq(memberships.userId, user.id), isShown(now())))
}

/** Open and not locked; a deadline is stored only while a field is missing. */
function isShown(at: number): SQL | undefined {
  const { closedAt, firstCompleteAt, dueAt } = accounts
  return and(isNull(closedAt), isNotNull(firstCompleteAt), or(isNull(dueAt), gt(dueAt, at)))
}

/** How many need an answer; an emergency or overdue notice is in two counts. */
export function sumWaiting({ emergencies, open, overdue }: NoticeCounts): number {
  return Math.max(emergencies, open, overdue)
}
