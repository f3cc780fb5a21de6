import {
  type AnyColumn,
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { containsText, scanned } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import { endpointKinds, kinds } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { isLiveEndpoint } from '#/lib/accounts/account/load-account.ts'
import { isMarkOf } from '#/lib/accounts/points/holders.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { addressKey, foldText, listWords } from '#/lib/platform/values/fold.ts'
import { type AccountFilters, type FilterName, listChosen } from './list.ts'

type Asked = { read: Reader; at: number }
type Conditions = {
  [Name in FilterName]: (value: NonNullable<AccountFilters[Name]>, asked: Asked) => SQL | null | undefined
}

/** The condition on `accounts` of each filter that is set; null if it can match nothing. */
const conditions: Conditions = {
  search: (search, { read }) => {
    const found = searchAccounts(read, search)
    return found && inArray(accounts.id, found)
  },
  type: (type) => eq(scanned(accounts.integrationTypeId), type),
  state: (state) => eq(scanned(accounts.state), state),
  complete: (complete) => (complete ? eq : ne)(scanned(accounts.missingFields), ''),
  missing: (field) => containsText(scanned(accounts.missingFields), ` ${field} `),
  reach: (reach) => {
    const [drilledAt, reachedAfter] = [scanned(accounts.drilledAt), scanned(accounts.reachedAfter)]
    if (reach === 'reached') return isNotNull(reachedAfter)
    return and(isNull(reachedAfter), reach === 'untried' ? isNull(drilledAt) : gte(drilledAt, 0))
  },
  locked: (_, { at }) => or(isNull(scanned(accounts.firstCompleteAt)), lte(scanned(accounts.dueAt), at)),
  unreachable: () => isListedIn(accountSearch, isUnreachable),
  bouncing: (_, { read }) => isBouncing(read),
  unconfirmed: () => eq(accounts.unconfirmed, true),
  soundless: () => isSoundless,
  overdue: (_, { at }) => isListedIn(notices, and(lte(notices.dueAt, at), eq(notices.kind, 'event'))),
  review: (_, { at }) => lte(scanned(accounts.checkDueAt), at),
  drilling: (_, { at }) => isListedIn(notices, isWaitingDrill(at)),
  closed: () => isNotNull(accounts.closedAt),
  only: (slugs) => inArray(accounts.slug, [...slugs]),
}

/** The conditions on `accounts` for these filters; null if they can match nothing. `at`: now, milliseconds UTC. */
export function conditionsOf(read: Reader, filters: AccountFilters, at: number): SQL[] | null {
  const chosen = listChosen(filters)
  const conditionOf = <Name extends FilterName>(name: Name) => {
    const value = filters[name]
    return value === undefined || value === null ? undefined : conditions[name](value, { read, at })
  }
  const isOpen = isNull(scanned(accounts.closedAt))
  const mayBeClosed = chosen.includes('only') || chosen.includes('closed')
  const asked = [...chosen.map(conditionOf), mayBeClosed ? undefined : isOpen]
  if (asked.includes(null)) return null
  return asked.filter((condition) => condition !== undefined && condition !== null)
}

/** Written as in the partial index, so that the index serves. */
export const isUnreachable = sql`(${accountSearch.nobodySince} is not null or ${accountSearch.contactsSince} is not null or ${accountSearch.unansweredSince} is not null)`

const waking = endpointKinds.filter((kind) => kinds[kind].wakes)

/** No field of the account has an endpoint that makes a sound and that notices may go to (channels.md, An endpoint). */
export const isSoundless = sql`not exists (select 1 from ${endpoints} where ${and(
  eq(endpoints.accountId, accounts.id),
  inArray(endpoints.kind, waking),
  isLiveEndpoint,
  sql`exists (select 1 from ${accountAddresses} where ${accountAddresses.accountId} = ${accounts.id} and ${accountAddresses.addressKey} = ${endpointKey('')} || ${endpoints.id})`,
)})`

/** Matches accounts that have a row in `table` for which `which` holds; an index finds those. */
function isListedIn(table: typeof accountSearch | typeof notices, which: SQL | undefined): SQL {
  const accountId = scanned(table.accountId)
  return sql`${accounts.id} in (select ${accountId} from ${table} where ${which} and ${accountId} is not null)`
}

function isBouncing(read: Reader): SQL {
  const served = read
    .select({ id: accountAddresses.accountId })
    .from(addressMarks)
    .innerJoin(accountAddresses, isMarkOf)
  return inArray(accounts.id, served)
}

/** More words do not narrow a search. */
const mostSearched = 6

/**
 * The parts of a search; an account must match all. A word matches any piece of the account's words. A part with an @
 * matches the beginning of an address, with or without accents; if nothing comes before the @ (`@clinic.example`), it
 * matches as words.
 */
function partsOf(search: string): string[] {
  const typed = search.split(/\s+/).filter(Boolean)
  const parts = typed.flatMap((part) => (part.indexOf('@') > 0 ? [addressKey(part)] : listWords(part)))
  return [...new Set(parts)].slice(0, mostSearched)
}

/** The condition on `accountSearch` for a search; null if it can find nothing. */
function isFound(read: Reader, search: string): SQL | null {
  const parts = partsOf(search)
  const hasPart = (part: string) =>
    part.includes('@')
      ? or(
          inArray(accountSearch.accountId, listAccountsOf(read, part)),
          containsText(sql`${accountSearch.words}`, `@${foldText(part)}`),
        )
      : containsText(sql`${accountSearch.words}`, part)
  return and(...parts.map(hasPart)) ?? null
}

/** The query for the ids that a search finds; null if it can find nothing. */
export function searchAccounts(read: Reader, search: string) {
  const found = isFound(read, search)
  return found && read.select({ id: accountSearch.accountId }).from(accountSearch).where(found)
}

/** The accounts of addresses that begin like this, as typed or without accents. */
function listAccountsOf(read: Reader, typed: string) {
  const beginnings = [...new Set([typed, foldText(typed)])]
  return read
    .select({ id: accountAddresses.accountId })
    .from(accountAddresses)
    .where(or(...beginnings.map(beginsAddress)))
}

/** The highest character follows everything that begins like this. */
function beginsAddress(beginning: string) {
  const { addressKey: key } = accountAddresses
  return and(gte(key, beginning), lt(key, `${beginning}\u{10FFFF}`))
}

/** Up to this count we look accounts up by id; above it a scan soon meets one. */
const fewAccounts = 500

/** The condition that a row's account (`accountId`) matches a search; undefined for an empty search. */
export async function isOfAccounts(
  read: Reader,
  accountId: AnyColumn,
  search: string,
): Promise<SQL | undefined> {
  if (!search) return undefined
  const found = await searchAccounts(read, search)?.limit(fewAccounts + 1)
  const ids = found?.map(({ id }) => id) ?? []
  if (ids.length > fewAccounts)
    return sql`exists (select 1 from ${accountSearch} where ${accountSearch.accountId} = ${accountId} and ${isFound(read, search)})`
  return ids.length > 0 ? inArray(accountId, ids) : isNobodys
}

/** For a search that finds no account. */
const isNobodys = sql`1 = 0`
