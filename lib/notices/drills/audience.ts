import { and, inArray, isNotNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { streamMatching } from '#/lib/accounts/search/account-list.ts'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** How many accounts a campaign would drill, and how many it skips by reason. */
export type AudienceCounts = { drilled: number; notLive: number; waiting: number }

/** Counts page by page, so that it blocks nobody; 100,000 accounts take about a second. */
export async function countDrillAudience(
  read: Reader,
  grant: StaffGrant,
  filters: AccountFilters,
): Promise<AudienceCounts> {
  const rows = await read
    .select({ accountId: notices.accountId })
    .from(notices)
    .where(and(isWaitingDrill(now()), isNotNull(notices.accountId)))
  const waiting = new Set(rows.map(({ accountId }) => accountId))
  const counts: AudienceCounts = { drilled: 0, notLive: 0, waiting: 0 }
  if (filters.closed) return counts
  for await (const ids of streamMatching(read, grant, filters)) {
    const some = await read
      .select({ id: accounts.id, state: accounts.state })
      .from(accounts)
      .where(inArray(accounts.id, ids))
    for (const { id, state } of some) {
      counts[state !== 'live' ? 'notLive' : waiting.has(id) ? 'waiting' : 'drilled'] += 1
    }
  }
  return counts
}

/**
 * The audience in a form; null if any part is unknown, for example a filter that an update removed. Ignoring that part
 * would drill more accounts than the sender saw.
 */
export function parseDrillAudience(text: string): Record<string, string> | null {
  const given = new URLSearchParams(text)
  const audience = accountFilters.query(accountFilters.read(Object.fromEntries(given)))
  return new URLSearchParams(audience).toString() === given.toString() ? audience : null
}
