import { and, eq, inArray, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import { reachedColumns, readReachables } from '#/lib/accounts/reachability/reachables.ts'
import { businessZone } from '#/lib/contacts/hours/zones.ts'
import type { Reach } from '#/lib/notices/routing/reach.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { dateAfterDrill, dateOfUndated, dateOnceLive } from './policy.ts'

/** When the next drill goes out after one that was sent at `sentAt`; whatever was asked for is done with it. */
export async function dateNextDrill(
  tx: Writer,
  accountId: string,
  { reachables }: Pick<Reach, 'reachables'>,
  sentAt: number,
): Promise<void> {
  const zone = reachables.get(accountId)?.zone ?? 'UTC'
  const { drillDays } = await readSettings(tx)
  const drillDueAt = dateAfterDrill({ accountId, zone, drillDays, at: sentAt })
  await tx.update(accounts).set({ drillDueAt, drillAskedBy: null }).where(eq(accounts.id, accountId))
}

/** In the transaction in which an account comes live. */
export async function dateDrillOnceLive(
  tx: Writer,
  { account, contacts }: Pick<LoadedAccount, 'account' | 'contacts'>,
): Promise<void> {
  const { drillDays } = await readSettings(tx)
  const { id: accountId, drillDueAt, drilledAt } = account
  const zone = businessZone(contacts)
  const next = dateOnceLive({ accountId, zone, drilledAt, drillDays, drillDueAt, at: now() })
  await tx.update(accounts).set({ drillDueAt: next, drillAskedBy: null }).where(eq(accounts.id, accountId))
}

/** Dates live accounts without a date, such as imported ones, once an hour. Answers how many. */
export const dateUndated = sweepAccounts({
  turn: { name: 'drill dates', every: hour },
  isWanted: and(eq(accounts.state, 'live'), isNull(accounts.drillDueAt)),
  work: (tx, some) => {
    const ids = some.map(({ id }) => id)
    return giveDates(tx, ids)
  },
})

/** To those of these accounts that are live and have no date; answers how many. */
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
    const zone = reachables.get(accountId)?.zone ?? 'UTC'
    const drillDueAt = dateOfUndated({ accountId, zone, drilledAt, drillDays, liveSince, at })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, accountId))
  }
  return rows.length
}
