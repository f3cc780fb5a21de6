import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/**
 * Whether an account's last revision gives no contact for merchant issues; null where there is no revision. Asked of the text
 * it is stored as, on both engines alike: a quotation mark inside a value is written otherwise, so that it is the field itself.
 * Names are written out, since drizzle leaves out a column's table where it thinks there is but one.
 */
export const lacksMerchantIssues: SQL<boolean | number | null> = sql`(
  select cast(revision.content as text) like ${'%"merchant-issues":[]%'} from contact_revisions revision
  where revision.account_id = accounts.id order by revision.version desc limit 1)`

/** What a rule that requires the merchant-issues contact means for the accounts of a type. */
export type Lacking = {
  /** Accounts of the type. */
  accounts: number
  /** Those that were complete once and give no contact for merchant issues. */
  lacking: number
  /** Those of them whose integration is live. */
  live: number
  /** The first of them, by short name. */
  examples: { slug: string; name: string }[]
}

const accountsAtOnce = 1000
const mostExamples = 10

/** Counts them as they stand, some at a time, so that nobody waits for it. */
export async function countLacking(read: Reader, _grant: StaffGrant, typeId: string): Promise<Lacking> {
  const found: Lacking = { accounts: 0, lacking: 0, live: 0, examples: [] }
  for (let after = ''; ; ) {
    const rows = await read
      .select({
        slug: accounts.slug,
        name: accounts.name,
        state: accounts.state,
        firstCompleteAt: accounts.firstCompleteAt,
        lacks: lacksMerchantIssues,
      })
      .from(accounts)
      .where(
        and(
          eq(accounts.integrationTypeId, typeId),
          isNull(accounts.closedAt),
          after ? gt(accounts.slug, after) : undefined,
        ),
      )
      .orderBy(asc(accounts.slug))
      .limit(accountsAtOnce)
    found.accounts += rows.length
    for (const { slug, name, state, firstCompleteAt, lacks } of rows) {
      if (!lacks || firstCompleteAt === null) continue
      found.lacking++
      if (state === 'live') found.live++
      if (found.examples.length < mostExamples) found.examples.push({ slug, name })
    }
    after = rows.at(-1)?.slug ?? ''
    if (rows.length < accountsAtOnce) return found
    await new Promise(setImmediate)
  }
}
