import type { Reader } from '#/db/store/store.ts'
import type { BulkSkip, BulkWork } from '#/db/words/bulk.ts'
import { streamMatching } from '#/lib/accounts/search/account-list.ts'
import type { AccountFilters } from '#/lib/accounts/search/list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { judgeAccounts } from './kinds.ts'

/** How many accounts a run would act on now, and how many it would skip and why. */
export type BulkPreview = { acts: number; skipped: number; reasons: Map<BulkSkip, number> }

/** Counts page by page, so that it blocks nobody. Changes nothing: the run judges each account again. */
export async function previewBulk(read: Reader, by: StaffGrant, filters: AccountFilters, work: BulkWork) {
  const reasons = new Map<BulkSkip, number>()
  let acts = 0
  let skipped = 0
  for await (const ids of streamMatching(read, by, filters)) {
    for (const skip of (await judgeAccounts(read, by, ids, work)).values()) {
      if (skip === null) acts += 1
      else {
        skipped += 1
        reasons.set(skip, (reasons.get(skip) ?? 0) + 1)
      }
    }
  }
  return { acts, skipped, reasons }
}
