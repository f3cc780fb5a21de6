import { and, asc, desc, eq, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { emergencyInstant, isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { NoticeConditions, UrgencyPart } from './lists.ts'
import {
  isUnanswered,
  listedColumns,
  matches,
  type NoticeRow,
  noticesPerPage,
  notOverdueCondition,
  overdueCondition,
} from './queries.ts'

/**
 * The most urgent first (notices.md, Acknowledge): open emergencies that nobody acknowledged, then notices by when their
 * answer is due, which begins with the overdue ones, then the rest, newest first.
 */

const isOther = sql`not ${isUnansweredEmergency}`

/** An open emergency, or overdue. */
export function isUrgent(): SQL {
  return sql`(${isUnansweredEmergency} or (${overdueCondition()}))`
}

/** The condition of a section, and its order; each has an index or few rows. `seenAt`: the engines' sort by time. */
export function sectionOf(part: UrgencyPart, seenAt: SQL = sql`${notices.firstSeenAt}`) {
  const isDated = and(isNotNull(notices.dueAt), eq(notices.kind, 'event'), isOther)
  const isUndated = and(or(isNull(notices.dueAt), ne(notices.kind, 'event')), isOther)
  const { where, by } = {
    emergency: { where: isUnansweredEmergency, by: emergencyInstant },
    due: { where: isDated, by: sql`${notices.dueAt}` },
    rest: { where: isUndated, by: seenAt },
  }[part]
  return { where, by, isNewestFirst: part === 'rest' }
}

/** A section, or those of it that meet a condition. */
type Part = [UrgencyPart, (SQL | undefined)?]

/** Lists at most `limit` notices of the account from these parts, one after the other. */
async function listParts(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions,
  { parts, limit }: { parts: readonly Part[]; limit: number },
): Promise<NoticeRow[]> {
  const found: NoticeRow[] = []
  for (const [part, condition] of parts) {
    if (found.length >= limit) break
    const { where, by, isNewestFirst } = sectionOf(part)
    const order = isNewestFirst ? desc : asc
    const rows = await read
      .select(listedColumns)
      .from(notices)
      .where(and(eq(notices.accountId, grant.account.id), matches(filter), where, condition))
      .orderBy(order(by), order(notices.id))
      .limit(limit - found.length)
    found.push(...rows)
  }
  return found
}

/** Notices that wait for an answer. */
export function listWaiting(
  read: Reader,
  grant: AccountGrant,
  environment: AccountEnvironment,
  limit: number,
): Promise<NoticeRow[]> {
  const dated = or(isUnanswered, overdueCondition())
  const parts: Part[] = [['emergency'], ['due', dated], ['rest', isUnanswered]]
  return listParts(read, grant, { environment, kind: 'event' }, { parts, limit })
}

/** Open emergencies that nobody acknowledged, and overdue notices. */
export function listUrgent(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions = {},
  limit = noticesPerPage,
): Promise<NoticeRow[]> {
  const parts: Part[] = [['emergency'], ['due', overdueCondition()]]
  return listParts(read, grant, filter, { parts, limit })
}

/** The other notices that are not closed. */
export function listLessUrgent(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions,
  limit = noticesPerPage,
): Promise<NoticeRow[]> {
  const isUnclosed = isNull(notices.closedAt)
  const parts: Part[] = [
    ['due', and(isUnclosed, notOverdueCondition())],
    ['rest', isUnclosed],
  ]
  return listParts(read, grant, filter, { parts, limit })
}
