import { inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { judgeAccount, type LoadedAccount, selectAccounts } from '#/lib/accounts/account/load-account.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** An account in a list. */
export type ListedAccount = Omit<LoadedAccount, 'members'>

/** Reads these accounts in this order, with what follows from their rows now; deleted ones are left out. */
export async function readListed(read: Reader, ids: readonly string[]): Promise<ListedAccount[]> {
  if (ids.length === 0) return []
  const rows = await selectAccounts(read).where(inArray(accounts.id, [...ids]))
  const members = await read
    .select({ accountId: memberships.accountId, userId: memberships.userId })
    .from(memberships)
    .where(inArray(memberships.accountId, [...ids]))
  const membersOf = Map.groupBy(members, ({ accountId }) => accountId)
  const at = now()
  const listed = rows.map((row): [string, ListedAccount] => {
    const memberIds = (membersOf.get(row.account.id) ?? []).map(({ userId }) => userId)
    return [row.account.id, { ...row, ...judgeAccount(row, memberIds, at) }]
  })
  const byId = new Map(listed)
  return ids.flatMap((id) => byId.get(id) ?? [])
}
