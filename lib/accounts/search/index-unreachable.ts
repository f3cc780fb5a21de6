import { and, eq, gte, inArray, lt } from 'drizzle-orm'
import { accountAddresses, accountTerms } from '#/db/schema/account-index.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { readReachFacts } from '#/lib/accounts/reachability/facts.ts'
import { listReasons } from '#/lib/accounts/reachability/policy.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { everyRange, listUnreachableTerms } from './unreachable-terms.ts'

const accountsAtOnce = 200

/** By what these accounts are found as unreachable, as they stand at this point of the transaction; one that can be reached has none. */
export async function readUnreachableTerms(
  read: Reader,
  accountIds: readonly string[],
): Promise<Map<string, string[]>> {
  const facts = await readReachFacts(read, accountIds)
  return new Map([...facts].map(([id, account]) => [id, listUnreachableTerms(listReasons(account))]))
}

/**
 * Writes whether these accounts can be reached. Every command that changes an account's state, what came of its drills, or a
 * member's role, calls this in its transaction; `indexAccount` does where contacts or members change.
 */
export async function indexUnreachable(tx: Writer, accountIds: readonly string[]): Promise<void> {
  for (const ids of chunksOf(accountIds, accountsAtOnce)) {
    const next = await readUnreachableTerms(tx, ids)
    const kept = await tx
      .select()
      .from(accountTerms)
      .where(
        and(
          inArray(accountTerms.accountId, [...ids]),
          gte(accountTerms.term, everyRange.from),
          lt(accountTerms.term, everyRange.before),
        ),
      )
    for (const { accountId, term } of kept) {
      if (next.get(accountId)?.includes(term)) continue
      await tx
        .delete(accountTerms)
        .where(and(eq(accountTerms.accountId, accountId), eq(accountTerms.term, term)))
    }
    const known = new Set(kept.map(({ accountId, term }) => `${accountId} ${term}`))
    const added = [...next].flatMap(([accountId, terms]) => terms.map((term) => ({ accountId, term })))
    await insertMany(
      tx,
      accountTerms,
      added.filter(({ accountId, term }) => !known.has(`${accountId} ${term}`)),
    )
  }
}

/** The same for every account of these addresses, whose marks have come or gone. */
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
