import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Confirmation } from './policy.ts'

/**
 * The keys of an account's confirmed addresses: somebody showed that they read mail to them. Members did so by signing in.
 */
export async function listConfirmedKeys(read: Reader, accountId: string): Promise<Set<string>> {
  const isConfirmed = or(eq(accountAddresses.isMember, true), isNotNull(accountAddresses.confirmedAt))
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
): Promise<ReadonlyMap<string, Confirmation>> {
  const rows = await read
    .select()
    .from(confirmations)
    .where(and(eq(confirmations.accountId, accountId), isNull(confirmations.endedAt)))
  return new Map(rows.map((row) => [row.addressKey, row]))
}
