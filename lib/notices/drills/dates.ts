import { and, eq, inArray, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import { reachedColumns, readReachables } from '#/lib/accounts/reachability/reachables.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { type Reach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { dateAfterDrill, dateOfUndated, dateOnceLive } from './policy.ts'

/** Sets the next drill after one sent at `sentAt`. */
export async function dateNextDrill(
  tx: Writer,
  accountId: string,
  reach: Reach,
  sentAt: number,
): Promise<void> {
  const zone = zoneOfAccount(reach, accountId)
  const { drillDays } = await readSettings(tx)
  const drillDueAt = dateAfterDrill({ accountId, zone, drillDays, at: sentAt })
  await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, accountId))
}

/** Runs in the transaction that makes an account live. */
export async function dateDrillOnceLive(
  tx: Writer,
  { account, contacts }: Pick<LoadedAccount, 'account' | 'contacts'>,
): Promise<void> {
  const { drillDays } = await readSettings(tx)
  const { id: accountId, drillDueAt, drilledAt } = account
  const zone = businessZone(contacts)
  const next = dateOnceLive({ accountId, zone, drilledAt, drillDays, drillDueAt, at: now() })
  await tx.update(accounts).set({ drillDueAt: next }).where(eq(accounts.id, accountId))
}

/** Once an hour gives a date to live accounts without one, such as imported accounts. Returns how many. */
export const dateUndated = sweepAccounts({
  turn: { name: 'drill dates', every: hour },
  isWanted: and(eq(accounts.state, 'live'), isNull(accounts.drillDueAt)),
  work: (tx, some) => {
    const ids = some.map(({ id }) => id)
    return giveDates(tx, ids)
  },
})

/** Gives dates to those of these accounts that are live without one; returns how many. */
export async function giveDates(tx: Writer, accountIds: readonly string[]): Promise<number> {
  const rows = await tx
    .select({
      ...reachedColumns,
      drilledAt: accounts.drilledAt,
      liveSince: accounts.stateChangedAt,
    })
    .from(accounts)
    .where(
      and(
        inArray(accounts.id, [...accountIds]),
        eq(accounts.state, 'live'),
        isNull(accounts.drillDueAt),
        isNull(accounts.closedAt),
      ),
    )
  const reachables = await readReachables(tx, rows)
  const { drillDays } = await readSettings(tx)
  const at = now()
  for (const { id: accountId, drilledAt, liveSince } of rows) {
    const zone = zoneOfAccount({ reachables }, accountId)
    const drillDueAt = dateOfUndated({ accountId, zone, drilledAt, drillDays, liveSince, at })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, accountId))
  }
  return rows.length
}
