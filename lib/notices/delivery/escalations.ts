import { and, asc, eq, gt, inArray, isNotNull, lte, min, ne, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { drillSpan, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { endDrill } from '#/lib/notices/notice/drill-outcome.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { runAll } from '#/lib/platform/jobs/run-all.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { advanceNotices, recordMailed } from './advance-notices.ts'
import { maxListed } from './digests.ts'
import { mailStaff } from './mailing.ts'
import { noticeEscalation } from './notice.ts'
import { noticeEscalations } from './notice-digest.ts'
import { tellEndpoints } from './tell-endpoints.ts'

/** Accounts with emergencies, and drills, per run: under a second, and the next run is seconds later. */
const batchSize = 50

/** Only emergencies and drills have an escalation time. */
const isEmergency = ne(notices.kind, 'drill')

const escalateDue = forEachDue({
  most: batchSize,
  due: listAccountsDue,
  work: (tx, { id }) => escalateDueOf(tx, id),
  exclusive: true,
  // Never pauses between parts: emergencies must not wait.
  share: 0,
})

const endDrillsDue = forEachDue({
  most: batchSize,
  due: listDrillsDue,
  work: endDrillOf,
  exclusive: true,
})

async function endDrillOf(tx: Writer, { id }: { id: string }): Promise<boolean> {
  if (!(await endDrill(tx, id))) return false
  await tellEndpoints(tx, [id], 'closed', now())
  return true
}

/**
 * Escalates emergencies that nobody acknowledged in time and tells staff (notices.md, Routing). Ends unanswered drills
 * last, because a drill of many accounts ends thousands at once. Returns for how many accounts, and how many drills.
 * @throws AggregateError of failures, which are retried
 */
export async function runEscalations(store: Store, stopping?: AbortSignal): Promise<number> {
  const { escalationMinutes } = await readSettings(store.read)
  await bringForward(store, isEmergency, escalationMinutes * minute)
  await bringForward(store, isDrill, drillSpan)
  const done = await runAll(
    [() => escalateDue(store, stopping), () => endDrillsDue(store, stopping)],
    'Some emergencies could not be escalated.',
  )
  return done.reduce((sum, count) => sum + count, 0)
}

/** Lists the accounts with due emergencies, the longest due first. */
function listAccountsDue(read: Reader, most: number): Promise<{ id: string }[]> {
  return read
    .select({ id: sql<string>`${notices.accountId}` })
    .from(notices)
    .where(and(isNotNull(notices.accountId), isEmergency, isDue()))
    .groupBy(notices.accountId)
    .orderBy(asc(min(notices.escalateAt)))
    .limit(most)
}

/** Lists drills to end, the longest due first. */
function listDrillsDue(read: Reader, most: number): Promise<{ id: string }[]> {
  return read
    .select({ id: notices.id })
    .from(notices)
    .where(and(isDrill, isDue()))
    .orderBy(notices.escalateAt)
    .limit(most)
}

function isDue(at = now()): SQL | undefined {
  return and(isNotNull(notices.escalateAt), lte(notices.escalateAt, at))
}

/**
 * Limits each wait to `wait` milliseconds from now: the clock may have been set back, or staff may have shortened the
 * time.
 */
async function bringForward(store: Store, isOfKind: SQL, wait: number): Promise<void> {
  const escalateAt = now() + wait
  const isTooFar = and(isOfKind, gt(notices.escalateAt, escalateAt + minute))
  const [found] = await store.read.select({ id: notices.id }).from(notices).where(isTooFar).limit(1)
  if (!found) return
  await store.transact((tx) => tx.update(notices).set({ escalateAt }).where(isTooFar))
}

/** Escalates an account's due emergencies, in one message to each recipient (notices.md, Storms); false if none is due. */
export async function escalateDueOf(tx: Writer, accountId: string): Promise<boolean> {
  const at = now()
  const { escalationMinutes } = await readSettings(tx)
  const isUnanswered = inArray(notices.state, ['open', 'unroutable'])
  const isConcerned = and(eq(notices.accountId, accountId), isEmergency, isDue(at))
  const due = tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(isConcerned, isUnanswered))
    .orderBy(notices.escalateAt)
    .limit(maxListed)
  const rows = await tx
    .update(notices)
    .set({ escalateAt: at + escalationMinutes * minute, escalations: sql`${notices.escalations} + 1` })
    .where(and(isConcerned, inArray(notices.id, due)))
    .returning()
  const [first] = rows
  if (!first) return false
  const { nextOf, zone: timeZone, turn } = await advanceNotices(tx, rows, 'escalation', at)
  const about = await turn.aboutOf(rows.map(({ id }) => id))
  const template = rows.length === 1 ? noticeEscalation : noticeEscalations
  await mailStaff(tx, { about, template, category: first.category, accountId, timeZone, at })
  await recordMailed(tx, nextOf, at)
  return true
}
