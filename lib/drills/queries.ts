import { and, count, desc, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import type { Account } from '#/lib/accounts/queries.ts'
import { now } from '#/lib/clock.ts'
import { drillSpan } from '#/lib/notices/drills.ts'
import { dedupKeyOf } from '#/lib/notices/open-drill.ts'
import type { TimeCursor } from '#/lib/time-cursor.ts'
import { type DrillOutcome, type DrillView, outcomeOf } from './outcome.ts'
import { findRound, isRunning } from './rounds.ts'
import type { DrillRound } from './schema.ts'

export const drillsPerPage = 25

export type ListedDrill = {
  id: string
  /** When it was sent, or was to be. */
  at: number
  outcome: DrillOutcome
  /** After how many milliseconds it was answered, and by whom. */
  reachedAfter: number | null
  answeredBy: string
  /** The notice; null where none was sent. */
  noticeId: string | null
  /** Who of the staff asked for it; empty where the rhythm did. */
  askedBy: string
  account: { slug: string; name: string }
}

/** The drills of all accounts, newest first, with those that could not be sent; `next` is where the following page starts. */
export async function listDrills(
  read: Reader,
  _grant: StaffGrant,
  { view, after }: { view: DrillView; after: TimeCursor | null },
): Promise<{ drills: ListedDrill[]; next: TimeCursor | null }> {
  const most = drillsPerPage + 1
  const sent = view === 'unsent' ? [] : await listSent(read, view, after, most)
  const unsent = view === 'all' || view === 'unsent' ? await listUnsent(read, after, most) : []
  const all = [...sent, ...unsent].sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
  const drills = all.slice(0, drillsPerPage)
  const last = all.length > drillsPerPage ? drills.at(-1) : undefined
  return { drills, next: last ? { at: last.at, id: last.id } : null }
}

const named = { slug: accounts.slug, name: accounts.name }
const person = { name: users.name, email: users.email }
const nameOf = (found: { name: string; email: string } | null) => found?.name || found?.email || ''

async function listSent(
  read: Reader,
  view: DrillView,
  after: TimeCursor | null,
  most: number,
): Promise<ListedDrill[]> {
  const rows = await read
    .select({
      id: notices.id,
      at: notices.firstSeenAt,
      acknowledgedAt: notices.acknowledgedAt,
      acknowledgedAs: notices.acknowledgedAs,
      closedAt: notices.closedAt,
      closedHow: notices.closedHow,
      account: named,
      person,
    })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .leftJoin(users, eq(users.id, notices.createdBy))
    .where(and(isDrill, isOf(view), after ? isBefore(notices.firstSeenAt, notices.id, after) : undefined))
    .orderBy(desc(notices.firstSeenAt), desc(notices.id))
    .limit(most)
  return rows.map(({ id, at, acknowledgedAt, acknowledgedAs, account, ...row }) => ({
    ...{ id, at, account, noticeId: id, answeredBy: acknowledgedAs, askedBy: nameOf(row.person) },
    outcome: outcomeOf({ acknowledgedAt, ...row }),
    reachedAfter: acknowledgedAt === null ? null : acknowledgedAt - at,
  }))
}

/** As written in the partial index, so that it serves. */
const isDrill = sql`${notices.kind} = 'drill'`

function isOf(view: DrillView): SQL | undefined {
  if (view === 'reached') return isNotNull(notices.acknowledgedAt)
  if (view === 'unanswered') return and(isNull(notices.acknowledgedAt), eq(notices.closedHow, 'unanswered'))
  if (view !== 'waiting') return undefined
  return and(
    isNull(notices.acknowledgedAt),
    isNull(notices.closedAt),
    gte(notices.firstSeenAt, now() - 2 * drillSpan),
  )
}

function isBefore(
  at: typeof notices.firstSeenAt | typeof auditEntries.at,
  id: typeof notices.id | typeof auditEntries.id,
  after: TimeCursor,
) {
  return or(lt(at, after.at), and(eq(at, after.at), lt(id, after.id)))
}

async function listUnsent(read: Reader, after: TimeCursor | null, most: number): Promise<ListedDrill[]> {
  const { id, at } = auditEntries
  const rows = await read
    .select({ id, at, account: named, person })
    .from(auditEntries)
    .innerJoin(accounts, eq(accounts.id, auditEntries.accountId))
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(and(eq(auditEntries.action, 'notice.drill-unsent'), after ? isBefore(at, id, after) : undefined))
    .orderBy(desc(at), desc(id))
    .limit(most)
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at, account: row.account, askedBy: nameOf(row.person) },
    ...{ outcome: 'unsent', reachedAfter: null, answeredBy: '', noticeId: null },
  }))
}

export type RoundView = DrillRound & {
  askedByName: string
  running: boolean
  /** How many accounts have had their turn; while it goes on, without the few that came to have a drill or to be no more live. */
  done: number
  outcomes: Record<DrillOutcome, number>
}

const hour = 3_600_000

/** The round that goes on, or the last one, with how far it is and what came of it; null before the first. */
export async function viewRound(read: Reader, _grant: StaffGrant): Promise<RoundView | null> {
  const round = await findRound(read)
  if (!round) return null
  const [asker] = await read.select(person).from(users).where(eq(users.id, round.askedBy))
  const running = isRunning(round)
  const outcomes = await countOutcomes(read, round)
  const total = round.asked - round.released
  const sent = Object.values(outcomes).reduce((sum, some) => sum + some, 0)
  return {
    ...round,
    askedByName: nameOf(asker ?? null),
    running,
    done: running ? Math.min(total, sent) : total,
    outcomes,
  }
}

/** Counted an hour of sending at a time, so that a long round holds nobody up. */
async function countOutcomes(read: Reader, round: DrillRound): Promise<RoundView['outcomes']> {
  const until = (round.endedAt ?? now()) + 1
  const outcomes = { waiting: 0, reached: 0, unanswered: 0, unsent: 0, withdrawn: 0 }
  const unsent = and(
    eq(auditEntries.action, 'notice.drill-unsent'),
    eq(auditEntries.actorId, round.askedBy),
    gte(auditEntries.at, round.askedAt),
    lt(auditEntries.at, until),
  )
  outcomes.unsent = await read.$count(auditEntries, unsent)
  for (let from = round.askedAt; from < until; from += hour) {
    const answered = sql<number>`case when ${notices.acknowledgedAt} is null then 0 else 1 end`.mapWith(
      Number,
    )
    const closed = sql<number>`case when ${notices.closedAt} is null then 0 else 1 end`.mapWith(Number)
    const rows = await read
      .select({ answered, closed, closedHow: notices.closedHow, count: count() })
      .from(notices)
      .where(
        and(
          isDrill,
          gte(notices.firstSeenAt, from),
          lt(notices.firstSeenAt, Math.min(until, from + hour)),
          eq(notices.dedupKey, dedupKeyOf(round.id)),
        ),
      )
      .groupBy(sql`1`, sql`2`, notices.closedHow)
    for (const row of rows) {
      const outcome = outcomeOf({
        acknowledgedAt: row.answered || null,
        closedAt: row.closed || null,
        closedHow: row.closedHow,
      })
      outcomes[outcome] += Number(row.count)
    }
    await new Promise(setImmediate)
  }
  return outcomes
}

/** What is known of an account's last drill beside what stands with it: its notice, as long as that is kept, and who answered. */
export type LastDrill = { noticeId: string | null; answeredBy: string; outcome: DrillOutcome }

/** The last drill of an account that has ended; null before the first. */
export async function findLastDrill(
  read: Reader,
  { id, drilledAt, reachedAfter }: Pick<Account, 'id' | 'drilledAt' | 'reachedAfter'>,
): Promise<LastDrill | null> {
  if (drilledAt === null) return null
  const when =
    reachedAfter === null
      ? eq(notices.closedAt, drilledAt)
      : eq(notices.firstSeenAt, drilledAt - reachedAfter)
  const [found] = await read
    .select({ noticeId: notices.id, answeredBy: notices.acknowledgedAs })
    .from(notices)
    .where(and(eq(notices.accountId, id), when, eq(notices.kind, 'drill')))
    .limit(1)
  if (reachedAfter !== null) {
    return { noticeId: found?.noticeId ?? null, answeredBy: found?.answeredBy ?? '', outcome: 'reached' }
  }
  if (found) return { ...found, outcome: 'unanswered' }
  const [unsent] = await read
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.accountId, id),
        // Written a moment after.
        gte(auditEntries.at, drilledAt),
        lt(auditEntries.at, drilledAt + 60_000),
        eq(auditEntries.action, 'notice.drill-unsent'),
      ),
    )
    .limit(1)
  return { noticeId: null, answeredBy: '', outcome: unsent ? 'unsent' : 'unanswered' }
}
