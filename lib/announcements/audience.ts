import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { readFilters } from '#/lib/accounts/account-filter.ts'
import { countMatching, streamMatching } from '#/lib/accounts/account-list.ts'
import type { AudienceFilter } from './schema.ts'

/** The ids of the accounts that an audience means now, each once, page by page. */
export function streamAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): AsyncGenerator<string[]> {
  return streamMatching(read, grant, readFilters(audience))
}

/** How many accounts an audience means now; `more` than that where it would take long to count them all. */
export function countAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): Promise<{ count: number; more: boolean }> {
  return countMatching(read, grant, readFilters(audience))
}
