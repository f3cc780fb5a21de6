import { cache } from 'react'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { countNotices, type NoticeCounts, noNotices } from '#/lib/notices/views/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** What this request has counted, by account: frame and page show the same. */
const counted = cache(() => new Map<string, Promise<NoticeCounts>>())

/** How many notices wait in the environment shown; at the gate nothing is counted. */
export async function countShown(grant: AccountGrant): Promise<NoticeCounts> {
  if (grant.locked) return noNotices
  const { id } = grant.account
  const counts = counted().get(id) ?? countNow(grant)
  counted().set(id, counts)
  return counts
}

async function countNow(grant: AccountGrant): Promise<NoticeCounts> {
  return countNotices((await getStore()).read, grant, await currentEnvironment())
}
