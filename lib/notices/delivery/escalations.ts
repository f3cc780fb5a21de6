import { and, eq, gt, inArray, isNotNull, lte, ne, type SQL } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { drillSpan, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { endDrill } from '#/lib/notices/notice/drill-outcome.ts'
import { allInTurn } from '#/lib/platform/jobs/all-in-turn.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { advanceStored, mailStaff } from './mailing.ts'
import { noticeEscalation } from './notice.ts'

/** Notices of each kind per run, so that a run takes well under a second; the next run is seconds later. */
const mostAtOnce = 50

/** Only emergencies and drills have an escalation time. */
const isEmergency = ne(notices.kind, 'drill')

const escalateDue = forEachDue({
  most: mostAtOnce,
  due: (read, most) => listDue(read, isEmergency, most),
  work: (tx, { id }) => escalate(tx, id),
  // Never pauses between parts: emergencies must not wait.
  share: 0,
})

const endDrillsDue = forEachDue({
  most: mostAtOnce,
  due: (read, most) => listDue(read, isDrill, most),
  work: (tx, { id }) => endDrill(tx, id),
})

/**
 * Escalates emergencies that nobody acknowledged in time and tells staff (notices.md, Routing). Ends unanswered drills
 * last, because a drill of many accounts ends thousands at once. Returns how many.
 * @throws AggregateError of failures, which are retried
 */
export async function runEscalations(store: Store): Promise<number> {
  const { escalationMinutes } = await readSettings(store.read)
  await bringForward(store, isEmergency, escalationMinutes * minute)
  await bringForward(store, isDrill, drillSpan)
  const done = await allInTurn(
    [() => escalateDue(store), () => endDrillsDue(store)],
    'Some emergencies could not be escalated.',
  )
  return done.reduce((sum, count) => sum + count, 0)
}

/** Lists due notices of a kind, the longest due first. */
function listDue(read: Reader, isOfKind: SQL, most: number): Promise<{ id: string }[]> {
  return read
    .select({ id: notices.id })
    .from(notices)
    .where(and(isNotNull(notices.escalateAt), lte(notices.escalateAt, now()), isOfKind))
    .orderBy(notices.escalateAt)
    .limit(most)
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

async function escalate(tx: Writer, id: string): Promise<boolean> {
  const at = now()
  const { escalationMinutes } = await readSettings(tx)
  const isUnanswered = inArray(notices.state, ['open', 'unroutable'])
  const [notice] = await tx
    .update(notices)
    .set({ escalateAt: at + escalationMinutes * minute })
    .where(and(eq(notices.id, id), lte(notices.escalateAt, at), isUnanswered))
    .returning()
  if (!notice || notice.accountId === null) return false
  const { accountId, category } = notice
  const about = { noticeId: id }
  const next = await advanceStored(tx, { ...notice, about }, 'escalation', at)
  await mailStaff(tx, { about, template: noticeEscalation, category, accountId, timeZone: next.zone, at })
  const escalations = notice.escalations + 1
  const mailed = next.kind === 'mail' && { step: next.step, state: 'open' as const, lastMailAt: at }
  await tx
    .update(notices)
    .set({ escalations, ...mailed })
    .where(eq(notices.id, id))
  return true
}
