import { domainToUnicode } from 'node:url'
import { type AnyColumn, and, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { containsText } from '#/db/store/contains-text.ts'
import type { Reader } from '#/db/store/store.ts'
import { addressKey, foldText, listWords } from '#/lib/platform/values/fold.ts'

/**
 * The words of an account's names and addresses for `accountSearch`. Each address that has accents also appears without
 * them, after an @.
 */
export function searchWordsOf(account: { name: string; slug: string; addresses: readonly string[] }): string {
  const texts = [account.name, account.slug, ...account.addresses]
  const accented = account.addresses.filter((address) => foldAddress(address) !== addressKey(address))
  const words = [...texts.flatMap(listWords), ...accented.map((address) => `@${foldAddress(address)}`)]
  return [...new Set(words)].sort().join(' ')
}

/** An address without accents. Its domain is stored as `xn--…` and read in its own letters. */
function foldAddress(address: string): string {
  const start = address.lastIndexOf('@') + 1
  const domain = address.slice(start)
  return foldText(address.slice(0, start) + (domainToUnicode(domain) || domain))
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
  if (ids.length > fewAccounts) {
    return sql`exists (select 1 from ${accountSearch} where ${accountSearch.accountId} = ${accountId} and ${isFound(read, search)})`
  }
  return ids.length > 0 ? inArray(accountId, ids) : isNobodys
}

/** For a search that finds no account. */
const isNobodys = sql`1 = 0`
