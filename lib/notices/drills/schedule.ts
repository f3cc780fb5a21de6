import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { drillDateAfter, drillDateOnGoingLive } from './policy.ts'

/** Sets the next drill after one sent at `sentAt`. `zone`: of the account's business days. */
export async function scheduleNextDrill(
  tx: Writer,
  { accountId, zone, sentAt }: { accountId: string; zone: string; sentAt: number },
): Promise<void> {
  const { drillDays } = await readSettings(tx)
  const drillDueAt = drillDateAfter({ accountId, zone, drillDays, at: sentAt })
  await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, accountId))
}

/** Runs in the transaction that makes an account live. */
export async function scheduleDrillOnGoingLive(
  tx: Writer,
  { account, contacts }: Pick<LoadedAccount, 'account' | 'contacts'>,
): Promise<void> {
  const { drillDays } = await readSettings(tx)
  const { id: accountId, drillDueAt, drilledAt } = account
  const zone = businessZone(contacts)
  const next = drillDateOnGoingLive({ accountId, zone, drilledAt, drillDays, drillDueAt, at: now() })
  await tx.update(accounts).set({ drillDueAt: next }).where(eq(accounts.id, accountId))
}
