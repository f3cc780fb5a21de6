import { domainToUnicode } from 'node:url'
import { type AnyColumn, and, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { containsText } from '#/db/store/contains-text.ts'
import type { Reader } from '#/db/store/store.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { foldText, listWords } from '#/lib/platform/values/fold.ts'

/** The words of an account's names and addresses, as `accountSearch` keeps them, and after an @ each address that has accents, without them. */
export function wordsOf(account: { name: string; slug: string; addresses: readonly string[] }): string {
  const texts = [account.name, account.slug, ...account.addresses]
  const accented = account.addresses.filter((address) => foldAddress(address) !== addressKey(address))
  const words = [...texts.flatMap(listWords), ...accented.map((address) => `@${foldAddress(address)}`)]
  return [...new Set(words)].sort().join(' ')
}

/** An address without accents: its domain is kept as `xn--…`, and read in its own letters. */
function foldAddress(address: string): string {
  const start = address.lastIndexOf('@') + 1
  const domain = address.slice(start)
  return foldText(address.slice(0, start) + (domainToUnicode(domain) || domain))
}

/** More words than this make a search no narrower. */
const mostSearched = 6

/**
 * The parts of a search, all of which an account must have: a word is any piece of one of its words; what has an @ begins one of its
 * addresses, with its accents or without them, or is its words where nothing stands before it (`@clinic.example`).
 */
function partsOf(search: string): string[] {
  const typed = search.split(/\s+/).filter(Boolean)
  const parts = typed.flatMap((part) => (part.indexOf('@') > 0 ? [addressKey(part)] : listWords(part)))
  return [...new Set(parts)].slice(0, mostSearched)
}

/** That a row of `accountSearch` is of an account which a search finds; null where it asks for nothing that could be found. */
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

/** The ids of the accounts that a search finds, as a query; null where it asks for nothing that could be found. */
export function searchAccounts(read: Reader, search: string) {
  const found = isFound(read, search)
  return found && read.select({ id: accountSearch.accountId }).from(accountSearch).where(found)
}

/** The accounts of addresses that begin so, as it was typed or without accents. */
function listAccountsOf(read: Reader, typed: string) {
  const beginnings = [...new Set([typed, foldText(typed)])]
  return read
    .select({ id: accountAddresses.accountId })
    .from(accountAddresses)
    .where(or(...beginnings.map(beginsAddress)))
}

/** Beyond what begins so comes the highest character there is. */
function beginsAddress(beginning: string) {
  const { addressKey: key } = accountAddresses
  return and(gte(key, beginning), lt(key, `${beginning}\u{10FFFF}`))
}

/** So few accounts are asked for by their ids; of more, one is soon met on a walk along whatever is theirs. */
const fewAccounts = 500

/** That a row is of an account which a search finds: `accountId` says whose it is. Undefined where nothing is searched for. */
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

/** Of a search that no account answers. */
const isNobodys = sql`1 = 0`
