import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isOpen, matches, type NoticeCounts, overdueCondition } from './queries.ts'

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

async function countBySlug(
  read: Reader,
  { user }: Pick<Actor, 'user'>,
  waits: SQL | undefined,
): Promise<Map<string, number>> {
  const own = read
    .select({ id: memberships.accountId })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(and(eq(memberships.userId, user.id), isShown(now())))
  const count = sql<number>`count(*)`.mapWith(Number)
  const rows = await read
    .select({ slug: accounts.slug, count })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .where(and(inArray(notices.accountId, own), matches({ environment: 'production', kind: 'event' }), waits))
    .groupBy(accounts.slug)
  return new Map(rows.map(({ slug, count }) => [slug, count]))
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
