import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { hasNumber, hasSubject, matchesText } from './search-cases.ts'

export type FoundCase = Awaited<ReturnType<typeof findCases>>[number]

/**
 * Cases of all accounts by their number (`12`, `#12`), by pieces of words of the subject, or of these accounts: the number
 * first, then open ones, each last updated first.
 */
export async function findCases(
  read: Reader,
  _grant: StaffGrant,
  { text, accountIds }: { text: string; accountIds: readonly string[] },
  most: number,
) {
  const ofAccounts = accountIds.length > 0 ? inArray(cases.accountId, [...accountIds]) : undefined
  return findBest(read, text, or(hasNumber(text), hasSubject(text), ofAccounts), most)
}

/** Cases of a member's account by their number, or by pieces of words of the subject or the messages, in the same order. */
export async function findOwnCases(
  read: Reader,
  grant: AccountGrant,
  text: string,
  most: number,
): Promise<FoundCase[]> {
  const matches = matchesText(text, grant.account.id)
  return findBest(read, text, matches && and(eq(cases.accountId, grant.account.id), matches), most)
}

async function findBest(read: Reader, text: string, wanted: SQL | undefined, most: number) {
  if (!wanted) return []
  const { number, subject, category, status } = cases
  return read
    .select({ number, subject, category, status, accountName: accounts.name })
    .from(cases)
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .where(wanted)
    .orderBy(
      sql`case when ${hasNumber(text) ?? sql`1 = 0`} then 0 when ${cases.status} = 'open' then 1 else 2 end`,
      desc(cases.updatedAt),
      desc(cases.number),
    )
    .limit(most)
}
