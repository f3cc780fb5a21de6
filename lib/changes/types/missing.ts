import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/**
 * Whether an account's last revision has no merchant-issues contact; null without a revision. Searches the stored JSON
 * text, which works on both engines: a quotation mark inside a value is escaped, so only the field itself matches.
 * Names are written out because drizzle omits a column's table when it sees only one.
 */
export const isMissingMerchantIssues: SQL<boolean | number | null> = sql`(
  select cast(revision.content as text) like ${'%"merchant-issues":[]%'} from contact_revisions revision
  where revision.account_id = accounts.id order by revision.version desc limit 1)`

/**
 * What requiring the merchant-issues contact would mean for the open accounts of a type: how many were complete and lack
 * it, how many of these are live, and the first of these, by slug.
 */
export type MissingCount = {
  accounts: number
  lacking: number
  live: number
  examples: { slug: string; name: string }[]
}

const accountsPerBatch = 1000
const maxExamples = 10

/** Counts in pages, so that other requests are not held up. */
export async function countMissing(read: Reader, _grant: StaffGrant, typeId: string): Promise<MissingCount> {
  const found: MissingCount = { accounts: 0, lacking: 0, live: 0, examples: [] }
  for (let after = ''; ; ) {
    const { slug, name, state, firstCompleteAt, closedAt, integrationTypeId } = accounts
    const later = after ? gt(slug, after) : undefined
    const rows = await read
      .select({ slug, name, state, firstCompleteAt, lacks: isMissingMerchantIssues })
      .from(accounts)
      .where(and(eq(integrationTypeId, typeId), isNull(closedAt), later))
      .orderBy(asc(slug))
      .limit(accountsPerBatch)
    found.accounts += rows.length
    for (const { slug, name, state, firstCompleteAt, lacks } of rows) {
      if (!lacks || firstCompleteAt === null) continue
      found.lacking++
      if (state === 'live') found.live++
      if (found.examples.length < maxExamples) found.examples.push({ slug, name })
    }
    after = rows.at(-1)?.slug ?? ''
    if (rows.length < accountsPerBatch) return found
    await new Promise(setImmediate)
  }
}
