import { isDeepStrictEqual } from 'node:util'
import { asc, eq, inArray } from 'drizzle-orm'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Writer } from '#/db/store/store.ts'
import { readReachFacts } from '#/lib/accounts/reachability/facts.ts'
import { listReasons, type ReachFacts } from '#/lib/accounts/reachability/policy.ts'

export type Since = Pick<
  typeof accountSearch.$inferSelect,
  'nobodySince' | 'contactsSince' | 'unansweredSince'
>

/** The columns of an account with these facts; empty if it is not in service. */
export function sinceOf(facts: ReachFacts | undefined): Since {
  const since = new Map((facts ? listReasons(facts) : []).map(({ reason, since }) => [reason, since]))
  return {
    nobodySince: since.get('nobody') ?? null,
    contactsSince: since.get('contacts') ?? null,
    unansweredSince: since.get('unanswered') ?? null,
  }
}

const accountsAtOnce = 200

/**
 * Writes whether these accounts can be reached. Every command that changes an account's state, the outcome of its drills or
 * a member's role calls it in its transaction; `refreshSearchRow` covers contacts and members. Writes in the order of ids,
 * so that two at once cannot wait for each other.
 */
export async function indexUnreachable(tx: Writer, accountIds: readonly string[]): Promise<void> {
  for (const ids of chunksOf(accountIds.toSorted(), accountsAtOnce)) {
    const facts = await readReachFacts(tx, ids)
    const kept = await tx
      .select()
      .from(accountSearch)
      .where(inArray(accountSearch.accountId, [...ids]))
      .orderBy(asc(accountSearch.accountId))
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
