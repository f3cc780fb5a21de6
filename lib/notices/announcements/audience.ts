import type { Reader } from '#/db/store/store.ts'
import type { AudienceFilter } from '#/db/words/announcements.ts'
import { parseFilters } from '#/lib/accounts/search/account-filter.ts'
import { countMatching, streamMatching } from '#/lib/accounts/search/account-list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/** The ids of the accounts that an audience means now, each once, page by page; never one that is closed. */
export async function* streamAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): AsyncGenerator<string[]> {
  const filters = parseFilters(audience)
  if (!filters.closed) yield* streamMatching(read, grant, filters)
}

/** How many accounts an audience means now; `more` than that where it would take long to count them all. */
export async function countAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): Promise<{ count: number; more: boolean }> {
  const filters = parseFilters(audience)
  return filters.closed ? { count: 0, more: false } : countMatching(read, grant, filters)
}
