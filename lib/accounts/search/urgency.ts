import { and, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import { notices } from '#/db/schema/notices.ts'
import { isUnreachable } from './account-search.ts'

/** An open emergency that nobody acknowledged, as its partial index spells it. */
export const isUnansweredEmergency = and(
  sql`${notices.category} = 'emergency'`,
  isNull(notices.closedAt),
  isNull(notices.acknowledgedAt),
  eq(notices.kind, 'event'),
  eq(notices.asksAnswer, true),
)

/** The same, unless nobody was to get it: it is of Production. */
export const isWaitingEmergency = and(isUnansweredEmergency, isNull(notices.silence))

/** By when an emergency was to be answered; one that reaches nobody counts from when it came. */
export const emergencyInstant = sql<number>`coalesce(${notices.dueAt}, ${notices.firstSeenAt})`.mapWith(
  Number,
)

/** Later than any instant: each puts what is counted from it behind all that comes before (product.md, Lists and search). */
const afterEmergencies = sql.raw(String(1e14))
const afterUnreached = sql.raw(String(2e14))

/**
 * How urgent each account is where something waits, as `account_id` and `urgency`: the less, the more urgent. Emergencies come first, the
 * longest waiting one first, then accounts that nobody reaches, the longest first, then notices by their deadline.
 */
export function selectUrgencies(): SQL {
  const { accountId, dueAt, kind } = notices
  const emergencies = sql`select ${accountId} as account_id, ${emergencyInstant} as urgency from ${notices} where ${isWaitingEmergency} and ${accountId} is not null`
  // The condition is written out as in the partial index, so that the index serves.
  const { accountId: unreachedId, nobodySince } = accountSearch
  const unreached = sql`select ${unreachedId}, ${nobodySince} + ${afterEmergencies} from ${accountSearch} where ${isUnreachable} and ${nobodySince} is not null`
  // A lower bound makes SQLite read the index of what is due.
  const isDated = and(gt(dueAt, 0), eq(kind, 'event'), isNotNull(accountId))
  const dated = sql`select ${accountId}, ${dueAt} + ${afterUnreached} from ${notices} where ${isDated}`
  return sql`select account_id, min(urgency) as urgency from (${emergencies} union all ${unreached} union all ${dated}) as waiting group by account_id`
}
