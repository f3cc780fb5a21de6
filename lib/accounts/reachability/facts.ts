import { and, inArray, isNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { readBouncing } from '#/lib/accounts/points/bouncing.ts'
import { type ReachFacts, servedStates } from './policy.ts'
import { type ReachedAccount, reachedColumns, readReachables } from './reachables.ts'
import { readUrgentTargets } from './routes.ts'

/** The facts of an account in service, for its reasons and for the page that shows them. */
export type ServedAccount = ReachFacts & { account: ReachedAccount }

const listServed = defineListQuery((read, ids) =>
  read
    .select({ ...reachedColumns, ...pick(accounts, 'createdAt', 'drilledAt', 'reachedAfter') })
    .from(accounts)
    .where(and(inArray(accounts.id, ids), isNull(accounts.closedAt))),
)

/** The facts of these accounts by id, for those in service. */
export async function readReachFacts(
  read: Reader,
  accountIds: readonly string[],
): Promise<Map<string, ServedAccount>> {
  const rows = (await listServed(read, accountIds)).filter(({ state }) => servedStates.includes(state))
  if (rows.length === 0) return new Map()
  const reachables = await readReachables(read, rows)
  const marks = await readBouncing(read, reachables.values())
  const targets = await readUrgentTargets(read)
  return new Map(
    rows.map(({ drilledAt, reachedAfter, createdAt, ...account }) => {
      const reachable = reachables.get(account.id)
      const facts: ServedAccount = {
        account,
        state: account.state,
        drilledAt,
        reachedAfter,
        marks,
        targets,
        points: reachable?.points ?? new Map(),
        since: reachable?.savedAt ?? createdAt,
      }
      return [account.id, facts]
    }),
  )
}
