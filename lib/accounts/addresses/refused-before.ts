import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { type ContactPoint, listContacts } from '#/lib/accounts/points/points.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** An address in use that once said "This is not me", and when it last did (milliseconds UTC). */
type RefusedBefore = { address: string; at: number }

/** The same for all addresses in use, for the page after a submission. */
export async function listRefusedBefore(read: Reader, grant: AccountGrant): Promise<RefusedBefore[]> {
  const served = [...listContacts(grant, 'kept').values()]
  const refused = await readRefusals(read, grant.account.id, served)
  return served.flatMap(({ key, shown: address }) => {
    const at = refused.get(key)?.at(-1)
    return at === undefined ? [] : [{ address, at }]
  })
}

/**
 * The addresses, as `refusedAddressKey`, that said "This is not me" to one of these accounts and were removed. We send them
 * nothing.
 */
export async function listRefusedAddresses(
  read: Reader,
  accountIds: readonly string[],
): Promise<Set<string>> {
  const rows = await listGoneOf(read, [...new Set(accountIds)])
  return new Set(rows.map(({ accountId, key }) => refusedAddressKey(accountId, key)))
}

export function refusedAddressKey(accountId: string, address: string): string {
  return `${accountId} ${addressKey(address)}`
}

const listGoneOf = defineListQuery((read, accountIds) =>
  read
    .select({ accountId: confirmations.accountId, key: confirmations.addressKey })
    .from(confirmations)
    .leftJoin(
      accountAddresses,
      and(
        eq(accountAddresses.accountId, confirmations.accountId),
        eq(accountAddresses.addressKey, confirmations.addressKey),
      ),
    )
    .where(
      and(
        inArray(confirmations.accountId, accountIds),
        eq(confirmations.endedHow, 'refused'),
        isNull(accountAddresses.addressKey),
      ),
    ),
)

/** When each of the addresses said "This is not me" to the account, by key, oldest first. */
export async function readRefusals(
  read: Reader,
  accountId: string,
  addresses: readonly Pick<ContactPoint, 'key'>[],
): Promise<Map<string, number[]>> {
  if (addresses.length === 0) return new Map()
  const keys = addresses.map(({ key }) => key)
  const rows = await read
    .select({ key: confirmations.addressKey, at: confirmations.endedAt })
    .from(confirmations)
    .where(
      and(
        eq(confirmations.accountId, accountId),
        inArray(confirmations.addressKey, keys),
        eq(confirmations.endedHow, 'refused'),
      ),
    )
    .orderBy(asc(confirmations.endedAt))
  const times = new Map<string, number[]>()
  for (const { key, at } of rows) if (at !== null) times.set(key, [...(times.get(key) ?? []), at])
  return times
}
