import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { turns } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/index.ts'
import type { AccountStanding } from '#/lib/accounts/queries.ts'
import { hour, now } from '#/lib/clock.ts'
import { businessZone } from '#/lib/notices/due.ts'
import { chunksOf } from '#/lib/notices/intake-rows.ts'
import { type Reach, reachedColumns, readReachables } from '#/lib/notices/reach.ts'
import { restAfter } from '#/lib/rest.ts'
import { readSettings } from '#/lib/settings/queries.ts'
import { takeTurn } from '#/lib/turns.ts'
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
  { account, contacts }: Pick<AccountStanding, 'account' | 'contacts'>,
): Promise<void> {
  const { drillDays } = await readSettings(tx)
  const { id: accountId, drillDueAt, drilledAt } = account
  const zone = businessZone(contacts)
  const next = dateOnceLive({ accountId, zone, drilledAt, drillDays, drillDueAt, at: now() })
  await tx.update(accounts).set({ drillDueAt: next, drillAskedBy: null }).where(eq(accounts.id, accountId))
}

const turn = 'drill dates'
const accountsPerLook = 1000
const accountsPerChunk = 100
/** So many get their date in a run, which then takes half a second; the next run goes on. */
const accountsPerRun = 2000

/**
 * Gives a date to live accounts that have none: those of an older version's store, or that a seed or an import wrote. Once an
 * hour, whichever worker does, or sooner where some are left; it walks all accounts in short steps, between which everybody else
 * has their turn. Answers how many.
 */
export async function dateUndated(store: Store, stopping?: AbortSignal): Promise<number> {
  if (!(await takeTurn(store, turn, hour))) return 0
  let dated = 0
  for (let after = ''; !stopping?.aborted; ) {
    let began = performance.now()
    const looked = await store.read
      .select({ id: accounts.id, state: accounts.state, drillDueAt: accounts.drillDueAt })
      .from(accounts)
      .where(and(gt(accounts.id, after), isNull(accounts.closedAt)))
      .orderBy(asc(accounts.id))
      .limit(accountsPerLook)
    const undated = looked.filter(({ state, drillDueAt }) => state === 'live' && drillDueAt === null)
    for (const some of chunksOf(undated, accountsPerChunk)) {
      if (stopping?.aborted || dated >= accountsPerRun) {
        await store.transact((tx) => tx.delete(turns).where(eq(turns.name, turn)))
        return dated
      }
      dated += await store.transact((tx) => {
        began = performance.now()
        return giveDates(
          tx,
          some.map(({ id }) => id),
        )
      })
      await restAfter(began)
    }
    await restAfter(began)
    after = looked.at(-1)?.id ?? ''
    if (looked.length < accountsPerLook) break
  }
  return dated
}

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
