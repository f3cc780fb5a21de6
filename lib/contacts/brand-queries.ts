import { and, desc, eq, inArray } from 'drizzle-orm'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/index.ts'
import { readAccountKey } from '#/lib/accounts/slug.ts'
import type { BrandSupport, SupportWindow } from './schema.ts'

/** What of an account's contact information is for everybody. */
export type PublishedSupport = {
  support: Pick<BrandSupport, 'address' | 'phone' | 'helpUrl'>
  hours: SupportWindow[]
}

/**
 * The brand's support of a live or paused account, by slug or id (notices.md, The rest of the API). Null where it is not
 * published, and then nothing tells whether there is such an account.
 */
export async function findPublishedSupport(read: Reader, named: string): Promise<PublishedSupport | null> {
  const key = readAccountKey(named)
  if (!key) return null
  const [last] = await read
    .select({ content: contactRevisions.content })
    .from(accounts)
    .innerJoin(contactRevisions, eq(contactRevisions.accountId, accounts.id))
    .where(
      and(
        'id' in key ? eq(accounts.id, key.id) : eq(accounts.slug, key.slug),
        inArray(accounts.state, ['live', 'paused']),
      ),
    )
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  const brand = last?.content['brand-support']
  if (!brand) return null
  const { address, phone, helpUrl } = brand
  return { support: { address, phone, helpUrl }, hours: last.content['support-hours'] }
}
