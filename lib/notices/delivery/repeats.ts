import { and, asc, eq, gt, inArray, isNull, lte, min, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { updateMany } from '#/db/store/update-many.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import { readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { planFor, type Reach, readReachOf } from '#/lib/notices/routing/reach.ts'
import { nextMessage, nextRepeat, type Repeating, type Telling } from '#/lib/notices/routing/repeats.ts'
import {
  decideNext,
  type Recipient,
  type RecipientStates,
  type RoutePlan,
} from '#/lib/notices/routing/routing.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { Turn } from './advance-notices.ts'
import { isEscalating } from './deadline.ts'
import { listTriedOfEach, stateOf, statesOf, type ToldDelivery, tellingsOf } from './deliveries.ts'
import { byUrgency, digestSpan, maxListed } from './digests.ts'
import { addressedTo, type NewDelivery, newDelivery, repeatsItself } from './mailing.ts'

/** Accounts with notices to repeat, per run: as escalations. */
const batchSize = 50

type Group = { accountId: string; category: NoticeCategory }
type Row = typeof notices.$inferSelect

const repeatDue = forEachDue({
  most: batchSize,
  due: listGroupsDue,
  work: (tx, group) => repeatDueOf(tx, group),
  exclusive: true,
  // Never pauses between parts, as escalations.
  share: 0,
})

/**
 * Sends notices again that nobody acknowledged (channels.md, Repeats). Returns for how many accounts and categories.
 * @throws AggregateError of failures, which are retried
 */
export async function runRepeats(store: Store, stopping?: AbortSignal): Promise<number> {
  await bringForward(store)
  return repeatDue(store, stopping)
}

/** Lists the accounts with due repeats by category, the longest due first. */
async function listGroupsDue(read: Reader, most: number): Promise<(Group & { id: string })[]> {
  const due = await read
    .select({ accountId: notices.accountId, category: notices.category })
    .from(notices)
    .where(lte(notices.repeatAt, now()))
    .groupBy(notices.accountId, notices.category)
    .orderBy(asc(min(notices.repeatAt)))
    .limit(most)
  return due.flatMap(({ accountId, category }) =>
    accountId === null ? [] : [{ id: `${accountId} ${category}`, accountId, category }],
  )
}

/** Makes due what waits longer than its route says: the clock may have been set back, or an admin shortened the time. */
async function bringForward(store: Store): Promise<void> {
  const routes = await readRoutes(store.read)
  const longest = Math.max(...[...routes.values()].map(({ repeatMinutes }) => repeatMinutes * minute))
  // A message takes the place of the repeat nearest to it, so the next is up to half as long again away.
  const isTooFar = gt(notices.repeatAt, now() + 2 * longest + digestSpan)
  const [found] = await store.read.select({ id: notices.id }).from(notices).where(isTooFar).limit(1)
  if (found) await store.transact((tx) => tx.update(notices).set({ repeatAt: now() }).where(isTooFar))
}

/**
 * Sends an account's unanswered notices of a category again, in one message to each recipient; false if none is due. From
 * here on a changed route counts.
 */
export async function repeatDueOf(tx: Writer, group: Group): Promise<boolean> {
  const { accountId, category } = group
  const at = now()
  const isDue = and(
    eq(notices.accountId, accountId),
    eq(notices.category, category),
    lte(notices.repeatAt, at),
  )
  if ((await tx.$count(notices, isDue)) === 0) return false
  const route = (await readRoutes(tx)).get(category)
  const rows = route?.repeatMinutes ? await holdUnanswered(tx, group, at) : []
  // What one message does not list has its turn later.
  const repeatAt = route && rows.length === maxListed ? at + route.repeatMinutes * minute : null
  await tx.update(notices).set({ repeatAt }).where(isDue)
  if (!route || rows.length === 0) return true
  const ids = rows.map(({ id }) => id)
  const reach = await readReachOf(tx, [accountId])
  const { messages, nextOf } = planRepeats(
    listRepeated(rows, reach, await listTriedOfEach(tx, ids)),
    route,
    at,
  )
  const turn = new Turn(tx, rows, at)
  const deliveries: NewDelivery[] = []
  for (const { to, noticeIds } of messages) {
    const about = await turn.aboutOf(noticeIds)
    deliveries.push(
      newDelivery({ ...addressedTo(to, reach, accountId), about, part: 'repeat', category, at }),
    )
  }
  await insertMany(tx, outbox, deliveries)
  const mailed = new Set(messages.flatMap(({ noticeIds }) => noticeIds))
  const changes = ids.map((id) => ({
    ...{ id, repeatAt: nextOf.get(id) ?? null },
    ...(mailed.has(id) && { lastMailAt: at }),
  }))
  await updateMany(tx, notices, changes)
  return true
}

/**
 * The group's notices that wait for an answer, of many those that are due first and the most urgent; nobody answers them until the
 * transaction ends.
 */
function holdUnanswered(tx: Writer, { accountId, category }: Group, at: number): Promise<Row[]> {
  const isUnanswered = and(
    ...[eq(notices.accountId, accountId), eq(notices.category, category), eq(notices.kind, 'event')],
    ...[eq(notices.state, 'open'), eq(notices.asksAnswer, true), isNull(notices.silence)],
  )
  const listed = tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(isUnanswered, isNull(notices.closedAt)))
    .orderBy(sql`case when ${notices.repeatAt} <= ${at} then 0 else 1 end`, ...byUrgency)
    .limit(maxListed)
  return tx
    .update(notices)
    .set({ repeatAt: null })
    .where(and(isUnanswered, inArray(notices.id, listed)))
    .returning()
}

/** What a recipient had of each notice. `as`: in each of their steps. `expected`: when an escalation is about to notify them. */
type Repeated = {
  as: readonly Recipient[]
  of: { id: string; told: Telling[] }[]
  expected: number | null
  /** A repeat is still being tried: the next would only arrive with it. */
  isTrying: boolean
}

/** The recipients who have these notices and can still be reached by the current route. */
function listRepeated(
  rows: readonly Row[],
  reach: Reach,
  triedOf: ReadonlyMap<string, ToldDelivery[]>,
): Repeated[] {
  const found = new Map<PointKey, Repeated>()
  for (const row of rows) {
    const plan = planFor(reach, row)
    if (!plan || plan.silence) continue
    const tried = triedOf.get(row.id) ?? []
    const states = statesOf(tried)
    const tellings = tellingsOf(tried)
    const escalated = listEscalated(plan, row, states)
    const trying = tried.filter(({ part, status }) => part === 'repeat' && stateOf(status) === 'trying')
    const recipients = plan.steps.flatMap((step) => step.recipients)
    for (const [key, as] of Map.groupBy(recipients, (one) => one.key)) {
      const told = tellings.get(key)
      const isOut = as.some((to) => to.bouncing || repeatsItself(to))
      if (!told || isOut || states.get(key) === 'failed') continue
      const one = found.get(key) ?? { as, of: [], expected: null, isTrying: false }
      one.of.push({ id: row.id, told })
      if (escalated.has(key))
        one.expected = Math.min(row.escalateAt ?? 0, one.expected ?? Number.POSITIVE_INFINITY)
      one.isTrying ||= trying.some(({ recipient }) => addressKey(recipient) === key)
      found.set(key, one)
    }
  }
  return [...found.values()]
}

/** Whom the notice's next escalation notifies. */
function listEscalated(plan: RoutePlan, row: Row, states: RecipientStates): Set<PointKey> {
  if (!isEscalating(row)) return new Set()
  const next = decideNext(plan, 'escalation', row.step, states)
  return new Set(next.kind === 'mail' ? next.recipients.map(({ key }) => key) : [])
}

/** The messages that are due, and when each notice's next one may be. */
function planRepeats(all: readonly Repeated[], route: Repeating, at: number) {
  const messages: { to: Recipient; noticeIds: string[] }[] = []
  const nextOf = new Map<string, number>()
  for (const { as, of, expected, isTrying } of all) {
    const told = of.map((one) => one.told)
    const next = isTrying
      ? at + route.repeatMinutes * minute
      : nextMessage(told, route, { now: at, expected })
    const again = of.filter((one) => nextRepeat(one.told, route, at))
    if (next === null) continue
    if (next <= at) {
      const steps = new Set(again.flatMap((one) => nextRepeat(one.told, route, at)?.steps ?? []))
      const to = as.find(({ step }) => steps.has(step ?? -1)) ?? as[0]
      if (!to) continue
      messages.push({ to, noticeIds: again.map(({ id }) => id) })
      for (const one of again) one.told.push({ at, step: to.step, isRepeat: true })
    }
    const then = next > at ? next : nextMessage(told, route, { now: at, expected })
    if (then === null) continue
    for (const { id } of again) nextOf.set(id, Math.min(then, nextOf.get(id) ?? then))
  }
  return { messages, nextOf }
}
