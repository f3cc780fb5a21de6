import { and, desc, eq, inArray } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader } from '#/db/store/index.ts'
import type { Account } from '#/lib/accounts/queries.ts'
import type { ContactNote } from '#/lib/contacts/field-readers.ts'
import type { ContactInformation } from '#/lib/contacts/schema.ts'
import { listServed } from './served.ts'

/**
 * What to say of the addresses that a submission adds although they once said "This is not me": when they did. They are not
 * refused; they are asked again.
 */
export async function noteRefusals(
  read: Reader,
  change: { account: Account; before: ContactInformation | null; after: ContactInformation },
): Promise<ContactNote[]> {
  const { id, defaultLocale } = change.account
  const before = listServed(change.before, defaultLocale)
  const added = [...listServed(change.after, defaultLocale).values()].filter(({ key }) => !before.has(key))
  if (added.length === 0) return []
  const rows = await read
    .select({ key: confirmations.addressKey, at: confirmations.endedAt })
    .from(confirmations)
    .where(
      and(
        eq(confirmations.accountId, id),
        inArray(
          confirmations.addressKey,
          added.map(({ key }) => key),
        ),
        eq(confirmations.endedHow, 'refused'),
      ),
    )
    .orderBy(desc(confirmations.endedAt))
  const lastOf = new Map(rows.toReversed().map(({ key, at }) => [key, at]))
  return added.flatMap(({ key, address, fields }): ContactNote[] => {
    const at = lastOf.get(key) ?? null
    const path = fields[0]
    return at === null || !path ? [] : [{ code: 'refused-before', path, params: { address, at } }]
  })
}
