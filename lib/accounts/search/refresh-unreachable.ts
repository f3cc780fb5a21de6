import { isDeepStrictEqual } from 'node:util'
import { eq, inArray } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import type { Writer } from '#/db/store/store.ts'
import { readReachFacts } from '#/lib/accounts/reachability/facts.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { sinceOf } from './unreachable.ts'

const accountsAtOnce = 200

/**
 * Writes whether these accounts can be reached. Every command that changes an account's state, the outcome of its drills or
 * a member's role calls it in its transaction; `refreshSearchRow` covers contacts and members.
 */
export async function indexUnreachable(tx: Writer, accountIds: readonly string[]): Promise<void> {
  for (const ids of chunksOf(accountIds, accountsAtOnce)) {
    const facts = await readReachFacts(tx, ids)
    const kept = await tx
      .select()
      .from(accountSearch)
      .where(inArray(accountSearch.accountId, [...ids]))
    for (const { accountId, words: _, ...before } of kept) {
      const since = sinceOf(facts.get(accountId))
      if (isDeepStrictEqual(since, before)) continue
      await tx.update(accountSearch).set(since).where(eq(accountSearch.accountId, accountId))
    }
  }
}

/** The same for every account of these addresses, after their marks changed. */
export async function indexUnreachableOf(tx: Writer, addressKeys: readonly string[]): Promise<void> {
  const rows = await tx
    .selectDistinct({ id: accountAddresses.accountId })
    .from(accountAddresses)
    .where(inArray(accountAddresses.addressKey, [...addressKeys]))
  await indexUnreachable(
    tx,
    rows.map(({ id }) => id),
  )
}
