import { and, eq, gte, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/contains-text.ts'
import { scanned } from '#/db/store/scanned.ts'
import type { Reader } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { searchAccounts } from './account-search.ts'
import type { AccountFilters, Reachability } from './list.ts'
import { isUnreachable } from './unreachable.ts'

/** The conditions on `accounts` for these filters; null if they can match nothing. `at`: now, milliseconds UTC. */
export function conditionsOf(read: Reader, filters: AccountFilters, at: number): SQL[] | null {
  const { search, type, state, complete, missing, reach } = filters
  const found = search ? searchAccounts(read, search) : undefined
  if (found === null) return null
  const missingFields = scanned(accounts.missingFields)
  const asked = [
    found && inArray(accounts.id, found),
    type && eq(scanned(accounts.integrationTypeId), type),
    state && eq(scanned(accounts.state), state),
    typeof complete === 'boolean' && (complete ? eq : ne)(missingFields, ''),
    missing && containsText(missingFields, ` ${missing} `),
    filters.unconfirmed && eq(accounts.unconfirmed, true),
    filters.unreachable && isListedIn(accountSearch, isUnreachable),
    filters.bouncing && isBouncing(read),
    filters.drilling && isListedIn(notices, isWaitingDrill(at)),
    filters.overdue && isListedIn(notices, and(lte(notices.dueAt, at), eq(notices.kind, 'event'))),
    filters.review && lte(scanned(accounts.reviewDueAt), at),
    filters.locked && or(isNull(scanned(accounts.firstCompleteAt)), lte(scanned(accounts.dueAt), at)),
    filters.closed ? isNotNull(accounts.closedAt) : isNull(scanned(accounts.closedAt)),
    reach && cameTo(reach),
  ]
  return asked.filter((condition) => typeof condition === 'object' && condition !== null)
}

function cameTo(reach: Reachability): SQL | undefined {
  const [drilledAt, reachedAfter] = [scanned(accounts.drilledAt), scanned(accounts.reachedAfter)]
  if (reach === 'reached') return isNotNull(reachedAfter)
  return and(isNull(reachedAfter), reach === 'untried' ? isNull(drilledAt) : gte(drilledAt, 0))
}

/** Matches accounts that have a row in `table` for which `which` holds; an index finds those. */
function isListedIn(table: typeof accountSearch | typeof notices, which: SQL | undefined): SQL {
  const accountId = scanned(table.accountId)
  return sql`${accounts.id} in (select ${accountId} from ${table} where ${which} and ${accountId} is not null)`
}

function isBouncing(read: Reader): SQL {
  const served = read
    .select({ id: accountAddresses.accountId })
    .from(addressMarks)
    .innerJoin(accountAddresses, eq(accountAddresses.addressKey, addressMarks.addressKey))
  return inArray(accounts.id, served)
}
