import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { type ReachedAccount, reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { recordUnreached } from '#/lib/notices/notice/drill-outcome.ts'
import { readReach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { dateNextDrill } from './dates.ts'
import { drillRetryAfter, drillsPerTurn, drillTurnLength, isWorkedAt, nextDrillAt } from './policy.ts'
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
  if (!isWorkedAt(at, zone)) {
    // The workers stood still when the drill was due; that is no reason to wake people at night.
    const drillDueAt = nextDrillAt({ from: at, zone, accountId: account.id })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, account.id))
    return
  }
  const waiting = await findOpenDrill(tx, account.id)
  await dateNextDrill(tx, account.id, reach, waiting?.sentAt ?? at)
  if (waiting) return
  // Goes after emergencies and sign-in codes, and before announcements.
  if ((await openDrill(tx, account, reach, { by: null, lane: 'ordinary' })) !== null) return
  await recordUnreached(tx, account.id, at)
  await writeAudit(tx, {
    actorId: null,
    accountId: account.id,
    action: 'notice.drill-unsent',
    subjectId: account.id,
  })
}
