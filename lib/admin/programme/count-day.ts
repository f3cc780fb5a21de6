import { and, count, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import { type AnswerFate, endedStatuses, type ProgrammeDay } from '#/db/words/programme.ts'
import { type Routes, readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { isSoundless } from '#/lib/accounts/search/account-search.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import {
  type AnswerWindow,
  completionStepOf,
  dayLength,
  emptyDay,
  listAnswerWindows,
  startOf,
} from './policy.ts'

/** The settings that the numbers depend on. */
export type Rules = { routes: Routes; completionDays: number }

export async function readRules(read: Reader): Promise<Rules> {
  const { completionDays } = await readSettings(read)
  return { routes: await readRoutes(read), completionDays }
}

type States = ProgrammeDay['states']

/**
 * How many accounts are in each state, and the result of the last drill of the live ones. Reads every account once;
 * closed accounts are left out.
 */
export async function countCurrentStates(read: Reader) {
  const rows = await read
    .select({
      state: accounts.state,
      count: count(),
      tried: count(accounts.drilledAt),
      reached: count(accounts.reachedAfter),
    })
    .from(accounts)
    .where(isNull(accounts.closedAt))
    .groupBy(accounts.state)
  const live = rows.find(({ state }) => state === 'live') ?? { count: 0, tried: 0, reached: 0 }
  return {
    states: Object.fromEntries(rows.map((row) => [row.state, row.count])) as States,
    reachability: {
      reached: live.reached,
      unanswered: live.tried - live.reached,
      untried: live.count - live.tried,
    },
  }
}

/** How many live accounts no endpoint wakes. */
export function countSoundless(read: Reader): Promise<number> {
  return read.$count(accounts, and(eq(accounts.state, 'live'), isNull(accounts.closedAt), isSoundless))
}

export async function countAccounts(read: Reader): Promise<number> {
  // Each count has an index of its own.
  return (await read.$count(accounts)) - (await read.$count(accounts, isNotNull(accounts.closedAt)))
}

export function countComplete(read: Reader): Promise<number> {
  return read.$count(accounts, eq(accounts.missingFields, ''))
}

/**
 * How many accounts existed at `until`, and how many were complete: completed by then, and with no gap that is still
 * open now and began by then. A gap began the setting's number of days before its deadline.
 */
export async function countAccountsAt(read: Reader, { completionDays }: Rules, until: number) {
  const wasComplete = lt(accounts.firstCompleteAt, until)
  const isClosed = isNotNull(accounts.closedAt)
  const countOpen = async (which: SQL | undefined) =>
    (await read.$count(accounts, which)) - (await read.$count(accounts, and(isClosed, which)))
  const known = await countOpen(lt(accounts.createdAt, until))
  const complete = await countOpen(wasComplete)
  const behind = await countOpen(
    and(isNotNull(accounts.dueAt), lt(accounts.dueAt, until + completionDays * dayLength), wasComplete),
  )
  return { accounts: known, complete: complete - behind }
}

/** The deliveries, answers and completions of a day before `until`, which is in the day or its end. */
export async function countActivity(read: Reader, rules: Rules, day: string, until: number) {
  return {
    deliveries: await countDeliveries(read, startOf(day), until),
    answers: await countAnswers(read, rules, day, until),
    completedWithin: await countCompleted(read, startOf(day), until),
  }
}

async function countDeliveries(read: Reader, from: number, until: number) {
  const rows = await read
    .select({ status: outbox.status, count: count() })
    .from(outbox)
    .where(
      and(
        gte(outbox.settledAt, from),
        lt(outbox.settledAt, until),
        inArray(outbox.status, [...endedStatuses]),
        inArray(outbox.lane, [...mailLanes]),
        or(isNotNull(outbox.noticeId), isNotNull(outbox.digestId)),
      ),
    )
    .groupBy(outbox.status)
  const counts = emptyDay().deliveries
  for (const status of endedStatuses) counts[status] = rows.find((row) => row.status === status)?.count ?? 0
  return counts
}

async function countAnswers(read: Reader, { routes }: Rules, day: string, until: number) {
  const counts = emptyDay().answers
  for (const [answerDays, same] of Map.groupBy(routes.values(), (route) => route.answerDays)) {
    const categories = same.map(({ category }) => category)
    for (const window of listAnswerWindows(day, answerDays, until)) {
      const wanted = and(
        gte(notices.firstSeenAt, window.from),
        lt(notices.firstSeenAt, window.until),
        inArray(notices.category, categories),
        eq(notices.kind, 'event'),
        eq(notices.asksAnswer, true),
        isNotNull(notices.accountId),
        isNotNull(notices.lastMailAt),
        isNull(notices.silence),
      )
      const fate = answerFateIn(window)
      const rows = await read.select({ fate, count: count() }).from(notices).where(wanted).groupBy(sql`1`)
      for (const row of rows) counts[row.fate] += row.count
    }
  }
  return counts
}

/** Whether a notice was answered in time. An answer clears `dueAt`, so the window says when it was due. */
function answerFateIn(window: AnswerWindow): SQL<AnswerFate> {
  const number = (value: number) => sql.raw(String(value))
  const answeredAt = sql`coalesce(${notices.acknowledgedAt}, ${notices.closedAt})`
  const dueAt = 'at' in window ? number(window.at) : sql`${notices.firstSeenAt} + ${number(window.after)}`
  return sql`case when ${notices.dueAt} is null and ${answeredAt} <= ${dueAt} then 'inTime' else 'missed' end`
}

async function countCompleted(read: Reader, from: number, until: number) {
  const invitedAt = sql`(select min(${invitations.createdAt}) from ${invitations} where ${invitations.accountId} = ${accounts.id})`
  const rows = await read
    .select({
      took: sql<number>`${accounts.firstCompleteAt} - coalesce(${invitedAt}, ${accounts.createdAt})`.mapWith(
        Number,
      ),
    })
    .from(accounts)
    .where(and(gte(accounts.firstCompleteAt, from), lt(accounts.firstCompleteAt, until)))
  const counts = emptyDay().completedWithin
  for (const { took } of rows) {
    const step = completionStepOf(took)
    counts[step] = (counts[step] ?? 0) + 1
  }
  return counts
}
