import { and, eq, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader } from '#/db/store/store.ts'

/** Somebody showed that they read mail to the address of this row. Members did so by signing in. */
const isConfirmed: SQL = sql`(${or(eq(accountAddresses.isMember, true), isNotNull(accountAddresses.confirmedAt))})`
export const isUnconfirmed = not(isConfirmed)

/** The keys of an account's confirmed addresses. */
export async function listConfirmedKeys(read: Reader, accountId: string): Promise<Set<string>> {
  const rows = await read
    .select({ key: accountAddresses.addressKey })
    .from(accountAddresses)
    .where(and(eq(accountAddresses.accountId, accountId), isConfirmed))
  return new Set(rows.map(({ key }) => key))
}

/** The questions of an account that have not ended, by address key. */
export async function listOpenConfirmations(
  read: Reader,
  accountId: string,
): Promise<ReadonlyMap<string, typeof confirmations.$inferSelect>> {
  const rows = await read
    .select()
    .from(confirmations)
    .where(and(eq(confirmations.accountId, accountId), isNull(confirmations.endedAt)))
  return new Map(rows.map((row) => [row.addressKey, row]))
}
