import { and, asc, inArray, notLike, or, sql } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { addressKey, listTypedWords, listWords } from '#/lib/platform/values/fold.ts'
import { type ListedAccount, listMatching } from './account-list.ts'

/** An account that a search found. `address`: the one that matched, if the name does not; `bounces`: mail to it does. */
export type MatchedAccount = ListedAccount & { address: { text: string; bounces: boolean } | null }

/**
 * The first accounts that a search finds (docs/finding-accounts.md), closed ones last: those whose name begins with it, then
 * those that have it in their name, then those that have it in an address.
 */
export async function findBestMatches(
  read: Reader,
  grant: StaffGrant,
  text: string,
  most: number,
): Promise<MatchedAccount[]> {
  if (text.trim() === '') return []
  // More than are shown, so that an account with this name is not behind those with such an address.
  const limit = most * 4
  const open = await listMatching(read, grant, { search: text }, { limit })
  const closed =
    open.rows.length < most
      ? await listMatching(read, grant, { search: text, closed: true }, { limit })
      : null
  const shown = [...rank(open.rows, text), ...rank(closed?.rows ?? [], text)].slice(0, most)
  const others = shown.filter(({ account }) => rankOf(account, text) === 2).map(({ account }) => account.id)
  const addresses = await findAddresses(read, others, text)
  return shown.map((one) => ({ ...one, address: addresses.get(one.account.id) ?? null }))
}

function rank(found: readonly ListedAccount[], text: string): ListedAccount[] {
  return found.toSorted((one, other) => rankOf(one.account, text) - rankOf(other.account, text))
}

/** 0: its name or slug begins with the search; 1: they contain all its words; 2: an address does. */
function rankOf({ name, slug }: { name: string; slug: string }, text: string): number {
  const typed = listWords(text)
  const texts = [listWords(name).join(' '), listWords(slug).join(' ')]
  if (texts.some((one) => one.startsWith(typed.join(' ')))) return 0
  return typed.every((word) => texts.some((one) => one.includes(word))) ? 1 : 2
}

/** The first address of each account that contains a typed word. */
async function findAddresses(read: Reader, accountIds: readonly string[], text: string) {
  const words = listTypedWords(text).flat()
  if (accountIds.length === 0 || words.length === 0) return new Map<string, never>()
  const rows = await read
    .select({ accountId: accountAddresses.accountId, address: accountAddresses.address })
    .from(accountAddresses)
    .where(
      and(
        inArray(accountAddresses.accountId, [...accountIds]),
        notLike(accountAddresses.addressKey, `${endpointKey('')}%`),
        or(...words.map((word) => containsText(sql`${accountAddresses.addressKey}`, word))),
      ),
    )
    .orderBy(asc(accountAddresses.addressKey))
  const marked = await listMarkedKeys(
    read,
    rows.map(({ address }) => address),
  )
  return new Map(
    rows
      .toReversed()
      .map(({ accountId, address }) => [
        accountId,
        { text: address, bounces: marked.has(addressKey(address)) },
      ]),
  )
}
