import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isUnconfirmed } from './confirmed.ts'

/** Joins the addresses of accounts to their marks. */
export const isMarkOf: SQL = eq(addressMarks.addressKey, accountAddresses.addressKey)

/** The next accounts that have the address, by id: as a member's or in the last revision, or only there. */
export async function listHolders(
  read: Reader,
  key: string,
  page: { after: string; most: number; as: 'any' | 'contact' },
): Promise<string[]> {
  const { accountId, addressKey, isContact } = accountAddresses
  const isAs = page.as === 'contact' ? eq(isContact, true) : undefined
  const rows = await read
    .select({ accountId })
    .from(accountAddresses)
    .where(and(eq(addressKey, key), isAs, gt(accountId, page.after)))
    .orderBy(asc(accountId))
    .limit(page.most)
  return rows.map((row) => row.accountId)
}

/** How many addresses of each account bounce or are unconfirmed. Accounts without addresses have no entry. */
export async function countAddresses(
  read: Reader,
  _grant: StaffGrant,
  accountIds: readonly string[],
): Promise<Map<string, { bouncing: number; unconfirmed: number }>> {
  if (accountIds.length === 0) return new Map()
  const rows = await read
    .select({
      accountId: accountAddresses.accountId,
      bouncing: sql<number>`count(${addressMarks.addressKey})`.mapWith(Number),
      unconfirmed: sql<number>`sum(case when ${isUnconfirmed} then 1 else 0 end)`.mapWith(Number),
    })
    .from(accountAddresses)
    .leftJoin(addressMarks, isMarkOf)
    .where(inArray(accountAddresses.accountId, [...accountIds]))
    .groupBy(accountAddresses.accountId)
  return new Map(rows.map(({ accountId, ...counts }) => [accountId, counts]))
}
