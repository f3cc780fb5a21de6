import { and, eq, exists, inArray, not, sql } from 'drizzle-orm'
import { accountAddresses, accountTerms } from '#/db/schema/account-index.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { bouncingTerm } from './terms.ts'

/** Whether one of the addresses that are indexed of an account is marked as bouncing. */
export async function hasBouncing(read: Reader, accountId: string): Promise<boolean> {
  const [marked] = await read
    .select({ key: addressMarks.addressKey })
    .from(accountAddresses)
    .innerJoin(addressMarks, eq(addressMarks.addressKey, accountAddresses.addressKey))
    .where(eq(accountAddresses.accountId, accountId))
    .limit(1)
  return marked !== undefined
}

/** Lets the accounts of an address be found as bouncing; called where it is marked. */
export async function indexMark(tx: Writer, addressKey: string): Promise<void> {
  await tx
    .insert(accountTerms)
    .select(
      tx
        .select({ term: sql<string>`${bouncingTerm}`.as('term'), accountId: accountAddresses.accountId })
        .from(accountAddresses)
        .where(eq(accountAddresses.addressKey, addressKey)),
    )
    .onConflictDoNothing()
}

/** The same for addresses whose marks were taken off: an account is found no more unless another of its addresses bounces. */
export async function indexMarksCleared(tx: Writer, addressKeys: readonly string[]): Promise<void> {
  const served = tx
    .select({ id: accountAddresses.accountId })
    .from(accountAddresses)
    .where(inArray(accountAddresses.addressKey, [...addressKeys]))
  const others = tx
    .select({ one: sql`1` })
    .from(accountAddresses)
    .innerJoin(addressMarks, eq(addressMarks.addressKey, accountAddresses.addressKey))
    .where(eq(accountAddresses.accountId, accountTerms.accountId))
  await tx
    .delete(accountTerms)
    .where(
      and(eq(accountTerms.term, bouncingTerm), inArray(accountTerms.accountId, served), not(exists(others))),
    )
}
