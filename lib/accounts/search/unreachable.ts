import { sql } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import type { ReachFacts, UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import { listReasons } from '#/lib/accounts/reachability/policy.ts'

/** The column that keeps since when each reason holds. */
export const sinceColumns = {
  nobody: accountSearch.nobodySince,
  contacts: accountSearch.contactsSince,
  unanswered: accountSearch.unansweredSince,
} satisfies Record<UnreachableReason, unknown>

/** Written as in the partial index, so that the index serves. */
export const isUnreachable = sql`(${accountSearch.contactsSince} is not null or ${accountSearch.unansweredSince} is not null)`

export type Since = Pick<
  typeof accountSearch.$inferSelect,
  'nobodySince' | 'contactsSince' | 'unansweredSince'
>

/** The columns of an account with these facts; empty if it is not in service. */
export function sinceOf(facts: ReachFacts | undefined): Since {
  const since = new Map((facts ? listReasons(facts) : []).map(({ reason, since }) => [reason, since]))
  return {
    nobodySince: since.get('nobody') ?? null,
    contactsSince: since.get('contacts') ?? null,
    unansweredSince: since.get('unanswered') ?? null,
  }
}
