import { and, asc, desc, eq, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { emergencyInstant, isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { NoticeConditions } from './lists.ts'
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

/** Has a deadline and is not an open emergency. */
export const isDated = and(isNotNull(notices.dueAt), eq(notices.kind, 'event'), isOther)

/** Has no deadline and is not an open emergency. */
export const isUndated = and(or(isNull(notices.dueAt), ne(notices.kind, 'event')), isOther)

/** An open emergency, or overdue. */
export function isUrgent(): SQL {
  return sql`(${isUnansweredEmergency} or (${overdueCondition()}))`
}

/** A section of a list, with its order. */
type Part = { where: SQL | undefined; by: readonly SQL[] }

const emergencies: Part = { where: isUnansweredEmergency, by: [asc(emergencyInstant), asc(notices.id)] }

function dated(where: SQL | undefined): Part {
  return { where: and(isDated, where), by: [asc(notices.dueAt), asc(notices.id)] }
}

function undated(where: SQL | undefined): Part {
  return { where: and(isUndated, where), by: [desc(notices.firstSeenAt), desc(notices.id)] }
}

/** Lists at most `limit` notices of the account from these parts, one after the other. */
async function listParts(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions,
  { parts, limit }: { parts: readonly Part[]; limit: number },
): Promise<NoticeRow[]> {
  const found: NoticeRow[] = []
  for (const { where, by } of parts) {
    if (found.length >= limit) break
    const rows = await read
      .select(listedColumns)
      .from(notices)
      .where(and(eq(notices.accountId, grant.account.id), matches(filter), where))
      .orderBy(...by)
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
  const parts = [emergencies, dated(or(isUnanswered, overdueCondition())), undated(isUnanswered)]
  return listParts(read, grant, { environment, kind: 'event' }, { parts, limit })
}

/** Open emergencies that nobody acknowledged, and overdue notices. */
export function listUrgent(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions = {},
  limit = noticesPerPage,
): Promise<NoticeRow[]> {
  return listParts(read, grant, filter, { parts: [emergencies, dated(overdueCondition())], limit })
}

/** The other notices that are not closed. */
export function listLessUrgent(
  read: Reader,
  grant: AccountGrant,
  filter: NoticeConditions,
  limit = noticesPerPage,
): Promise<NoticeRow[]> {
  const isUnclosed = isNull(notices.closedAt)
  const parts = [dated(and(isUnclosed, notOverdueCondition())), undated(isUnclosed)]
  return listParts(read, grant, filter, { parts, limit })
}
