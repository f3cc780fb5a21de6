import { eq } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accountSearch } from '#/db/schema/account-index.ts'
import { locking } from '#/db/store/row-locks.ts'
import type { Writer } from '#/db/store/store.ts'

/**
 * For what answers a question about an address: a change of the contacts writes the account's search row before it ends
 * questions, so that two at once must wait here, and not for each other.
 */
export async function lockSearchRow(tx: Writer, accountId: string): Promise<void> {
  const row = tx
    .select(pick(accountSearch, 'accountId'))
    .from(accountSearch)
    .where(eq(accountSearch.accountId, accountId))
  await locking(row, 'update')
}
