import type { Reader } from '#/db/store/store.ts'
import type { BulkSkip, BulkWork } from '#/db/words/bulk.ts'
import { findAccountsById } from '#/lib/accounts/reachability/reachables.ts'
import { streamMatching } from '#/lib/accounts/search/account-list.ts'
import type { AccountFilters } from '#/lib/accounts/search/list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { evaluateAccounts } from './kinds.ts'

/**
 * How many accounts a run would act on now, how many it would skip and why, and the first of them by name: those it acts
 * on under null, the others under their reason.
 */
export type BulkPreview = {
  acts: number
  skipped: number
  reasons: Map<BulkSkip, number>
  named: Map<BulkSkip | null, { slug: string; name: string }[]>
}

/** More would be a list to search, which the accounts' table is. */
const maxNamed = 50

/** Counts page by page, so that other requests are not held up. The run evaluates each account again. */
export async function previewBulk(
  read: Reader,
  by: StaffGrant,
  filters: AccountFilters,
  work: BulkWork,
): Promise<BulkPreview> {
  const first = new Map<BulkSkip | null, string[]>()
  const reasons = new Map<BulkSkip, number>()
  let acts = 0
  let skipped = 0
  for await (const ids of streamMatching(read, by, filters)) {
    for (const [id, skip] of await evaluateAccounts(read, by, ids, work)) {
      const some = first.get(skip) ?? []
      if (some.length < maxNamed) first.set(skip, [...some, id])
      if (skip === null) acts += 1
      else {
        skipped += 1
        reasons.set(skip, (reasons.get(skip) ?? 0) + 1)
      }
    }
  }
  const accounts = await findAccountsById(read, [...first.values()].flat())
  const nameAll = (ids: string[]) =>
    ids.flatMap((id) => {
      const found = accounts.get(id)
      return found ? [{ slug: found.slug, name: found.name }] : []
    })
  return { acts, skipped, reasons, named: new Map([...first].map(([skip, ids]) => [skip, nameAll(ids)])) }
}
