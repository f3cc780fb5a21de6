import { and, asc, eq, inArray } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader } from '#/db/store/index.ts'
import type { AccountGrant } from '#/lib/access/grants.ts'
import type { Account } from '#/lib/accounts/queries.ts'
import type { ContactNote } from '#/lib/contacts/field-readers.ts'
import type { ContactInformation } from '#/lib/contacts/schema.ts'
import { listServed, type ServedAddress } from './served.ts'

/** An address that serves although it once said "This is not me", and when it last did (milliseconds UTC). */
export type RefusedBefore = { address: string; at: number }

/** What to say of the addresses that a submission adds although they said "This is not me". They are not refused, but asked again. */
export async function noteRefusals(
  read: Reader,
  change: { account: Account; before: ContactInformation | null; after: ContactInformation },
): Promise<ContactNote[]> {
  const { id, defaultLocale } = change.account
  const before = listServed(change.before, defaultLocale)
  const added = [...listServed(change.after, defaultLocale).values()].filter(({ key }) => !before.has(key))
  const refused = await readLastRefusals(read, id, added)
  return added.flatMap(({ key, address, fields }): ContactNote[] => {
    const at = refused.get(key)
    const path = fields[0]
    return at === undefined || !path ? [] : [{ code: 'refused-before', path, params: { address, at } }]
  })
}

/** Which addresses that serve now once said so, for the page that a submission leads to. */
export async function listRefusedBefore(
  read: Reader,
  { account, contacts }: AccountGrant,
): Promise<RefusedBefore[]> {
  const served = [...listServed(contacts, account.defaultLocale).values()]
  const refused = await readLastRefusals(read, account.id, served)
  return served.flatMap(({ key, address }) => {
    const at = refused.get(key)
    return at === undefined ? [] : [{ address, at }]
  })
}

async function readLastRefusals(
  read: Reader,
  accountId: string,
  addresses: readonly ServedAddress[],
): Promise<Map<string, number>> {
  const all = await readRefusals(read, accountId, addresses)
  return new Map([...all].map(([key, times]) => [key, Math.max(...times)]))
}

/** When each of the addresses said "This is not me" to the account, by key. */
export async function readRefusals(
  read: Reader,
  accountId: string,
  addresses: readonly Pick<ServedAddress, 'key'>[],
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
