import { and, asc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { sweepAccounts } from '#/lib/accounts/account/sweep-accounts.ts'
import {
  type ReachedAccount,
  reachedColumns,
  readReachables,
} from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { recordUnreached } from '#/lib/notices/notice/drill-outcome.ts'
import { readReach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import {
  drillDateWithoutPlan,
  drillRetryAfter,
  drillsPerTurn,
  drillTurnLength,
  isDrillTime,
  nextDrillAt,
} from './policy.ts'
import { scheduleNextDrill } from './schedule.ts'
import { openDrill } from './send-drill.ts'

/** The name of the periodic job. */
export const drillsJob = 'drills'

type DueDrill = { id: string; drillDueAt: number }

/**
 * Sends the drills that are due by the rhythm; returns how many accounts had their turn. Each transaction first clears
 * the account's date, so that several workers drill it once. @throws AggregateError of failures, which are retried
 */
export const sendDueDrills = forEachDue({
  turn: { name: drillsJob, every: drillTurnLength },
  most: drillsPerTurn,
  due: listDue,
  work: drill,
  exclusive: true,
  putOff: (tx, due) =>
    tx
      .update(accounts)
      .set({ drillDueAt: now() + drillRetryAfter })
      .where(isDue(due)),
})

async function listDue(read: Reader, most: number): Promise<DueDrill[]> {
  const rows = await read
    .select({ id: accounts.id, drillDueAt: accounts.drillDueAt })
    .from(accounts)
    .where(and(isNotNull(accounts.drillDueAt), lte(accounts.drillDueAt, now()), isNull(accounts.closedAt)))
    .orderBy(asc(accounts.drillDueAt))
    .limit(most)
  return rows.flatMap(({ drillDueAt, ...row }) => (drillDueAt === null ? [] : [{ ...row, drillDueAt }]))
}

function isDue({ id, drillDueAt }: DueDrill) {
  return and(eq(accounts.id, id), eq(accounts.drillDueAt, drillDueAt), isNull(accounts.closedAt))
}

/** An account that is not live loses its date until it is live. Returns whether the drill was still due. */
async function drill(tx: Writer, due: DueDrill): Promise<boolean> {
  const [account] = await tx
    .update(accounts)
    .set({ drillDueAt: null })
    .where(isDue(due))
    .returning(reachedColumns)
  if (account?.state === 'live') await drillLive(tx, account)
  return account !== undefined
}

async function drillLive(tx: Writer, account: ReachedAccount): Promise<void> {
  const at = now()
  const reach = await readReach(tx, [account])
  const zone = zoneOfAccount(reach, account.id)
  if (!isDrillTime(at, zone)) {
    // No worker ran when the drill was due; do not wake people at night to catch up.
    const drillDueAt = nextDrillAt({ from: at, zone, accountId: account.id })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, account.id))
    return
  }
  const waiting = await findOpenDrill(tx, account.id)
  await scheduleNextDrill(tx, { accountId: account.id, zone, sentAt: waiting?.sentAt ?? at })
  if (waiting) return
  // Goes after emergencies and sign-in codes, and before announcements.
  if ((await openDrill(tx, account, reach, { by: null, lane: 'ordinary' })) !== null) return
  const { id } = account
  await recordUnreached(tx, id, at)
  await writeAudit(tx, { actorId: null, accountId: id, action: 'notice.drill-unsent', subjectId: id })
}

const isUndated = and(eq(accounts.state, 'live'), isNull(accounts.drillDueAt))

/** Once an hour gives a date to live accounts without one, such as imported accounts. Returns how many. */
export const scheduleUndatedDrills = sweepAccounts({
  turn: { name: 'drill dates', every: hour },
  isWanted: isUndated,
  work: giveDates,
})

/** Gives dates to those of these accounts that are live without one; returns how many. */
async function giveDates(tx: Writer, some: readonly ReachedAccount[]): Promise<number> {
  const ids = some.map(({ id }) => id)
  const rows = await tx
    .select({ ...reachedColumns, drilledAt: accounts.drilledAt, liveSince: accounts.stateChangedAt })
    .from(accounts)
    .where(and(inArray(accounts.id, ids), isUndated, isNull(accounts.closedAt)))
  const reachables = await readReachables(tx, rows)
  const { drillDays } = await readSettings(tx)
  const at = now()
  for (const { id: accountId, drilledAt, liveSince } of rows) {
    const zone = zoneOfAccount({ reachables }, accountId)
    const drillDueAt = drillDateWithoutPlan({ accountId, zone, drilledAt, drillDays, liveSince, at })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, accountId))
  }
  return rows.length
}
