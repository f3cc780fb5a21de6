import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { noteUnreached } from '#/lib/notices/notice/drill-outcome.ts'
import { readReach } from '#/lib/notices/routing/reach.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeTurn } from '#/lib/platform/jobs/turns.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { dateNextDrill, giveDates } from './dates.ts'
import { goOnWithRound } from './go-on.ts'
import { openDrill } from './open-drill.ts'
import { accountsPerTurn, retryAfter, turnLength } from './pace.ts'
import { isWorkedAt, nextDrillAt } from './policy.ts'
import { findRound } from './rounds.ts'

/** Its name among the periodic jobs. */
export const drillsJob = 'drills'

type DueDrill = { id: string; drillDueAt: number; askedBy: string | null }

/**
 * Sends the drills that are due, a few at each turn, each in a transaction of its own that first takes the account's date away:
 * once, however many workers ask. Answers how many accounts had their turn. @throws AggregateError of those that failed, which come again
 */
export async function sendDueDrills(store: Store, stopping?: AbortSignal): Promise<number> {
  const failures: unknown[] = []
  // A round that cannot go on does not keep the rhythm from going on.
  await goOnWithRound(store, stopping).catch((error: unknown) => failures.push(error))
  const due = stopping?.aborted ? [] : await takeDue(store)
  for (const one of due) {
    const began = performance.now()
    try {
      await store.transact((tx) => drill(tx, one))
    } catch (error) {
      failures.push(error)
      await store.transact((tx) => putOff(tx, one))
    }
    await restAfter(began)
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some drills could not be sent.')
  return due.length
}

/** Those of this turn; none where there is nothing to do, or another worker has the turn. */
async function takeDue(store: Store): Promise<DueDrill[]> {
  if ((await listDue(store.read, 1)).length === 0) return []
  return (await takeTurn(store, drillsJob, turnLength)) ? listDue(store.read, accountsPerTurn) : []
}

async function listDue(read: Reader, most: number): Promise<DueDrill[]> {
  const rows = await read
    .select({ id: accounts.id, drillDueAt: accounts.drillDueAt, askedBy: accounts.drillAskedBy })
    .from(accounts)
    .where(and(isNotNull(accounts.drillDueAt), lte(accounts.drillDueAt, now()), isNull(accounts.closedAt)))
    .orderBy(asc(accounts.drillDueAt))
    .limit(most)
  return rows.flatMap(({ drillDueAt, ...row }) => (drillDueAt === null ? [] : [{ ...row, drillDueAt }]))
}

function isDue({ id, drillDueAt }: DueDrill) {
  return and(eq(accounts.id, id), eq(accounts.drillDueAt, drillDueAt), isNull(accounts.closedAt))
}

async function putOff(tx: Writer, due: DueDrill): Promise<void> {
  await tx
    .update(accounts)
    .set({ drillDueAt: now() + retryAfter })
    .where(isDue(due))
}

/** The date of an account that is not live lapses; it gets another once it is live again. */
async function drill(tx: Writer, due: DueDrill): Promise<void> {
  const [account] = await tx
    .update(accounts)
    .set({ drillDueAt: null, drillAskedBy: null })
    .where(isDue(due))
    .returning(reachedColumns)
  if (account?.state !== 'live') return
  const at = now()
  const reach = await readReach(tx, [account])
  const zone = reach.reachables.get(account.id)?.zone ?? 'UTC'
  const round = due.askedBy === null ? null : await findRound(tx)
  if (due.askedBy !== null && round?.state !== 'listing' && round?.state !== 'sending') {
    await giveDates(tx, [account.id])
    return
  }
  if (due.askedBy === null && !isWorkedAt(at, zone)) {
    // The workers stood still when it was due: people are not asked at night because of that.
    const drillDueAt = nextDrillAt({ from: at, zone, accountId: account.id })
    await tx.update(accounts).set({ drillDueAt }).where(eq(accounts.id, account.id))
    return
  }
  const waiting = await findOpenDrill(tx, account.id)
  await dateNextDrill(tx, account.id, reach, waiting?.sentAt ?? at)
  if (waiting) return
  // Never in the way of an emergency or a sign-in code, and not behind an announcement.
  const asked = { by: due.askedBy, round: round?.id ?? null, lane: 'ordinary' } as const
  if ((await openDrill(tx, account, reach, asked)) !== null) return
  await noteUnreached(tx, account.id, at)
  await writeAudit(tx, {
    actorId: due.askedBy,
    accountId: account.id,
    action: 'notice.drill-unsent',
    subjectId: account.id,
  })
}
