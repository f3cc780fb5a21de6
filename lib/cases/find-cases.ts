import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listTypedWords } from '#/lib/platform/values/fold.ts'

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
  const [, digits] = /^#?(\d{1,9})$/.exec(text.trim()) ?? []
  const isNumber = digits === undefined ? undefined : eq(cases.number, Number(digits))
  const wanted = [isNumber, hasSubject(text), ofAccounts(accountIds)].filter((one) => one !== undefined)
  if (wanted.length === 0) return []
  const { number, subject, category, status } = cases
  return read
    .select({ number, subject, category, status, accountName: accounts.name })
    .from(cases)
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .where(or(...wanted))
    .orderBy(
      sql`case when ${isNumber ?? sql`1 = 0`} then 0 when ${cases.status} = 'open' then 1 else 2 end`,
      desc(cases.updatedAt),
      desc(cases.number),
    )
    .limit(most)
}

function hasSubject(text: string): SQL | undefined {
  return and(
    ...listTypedWords(text).map((spellings) =>
      or(...spellings.map((word) => containsText(sql`lower(${cases.subject})`, word))),
    ),
  )
}

function ofAccounts(ids: readonly string[]): SQL | undefined {
  return ids.length > 0 ? inArray(cases.accountId, [...ids]) : undefined
}
