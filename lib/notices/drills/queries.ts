import { and, desc, eq, gte, isNotNull, isNull, lt, type SQL } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { drillSpan, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { type DrillOutcome, type DrillView, drillOutcomeOf } from './outcome.ts'

export const drillsPerPage = 25

export type ListedDrill = {
  id: string
  /** When it was sent, or should have been. */
  at: number
  outcome: DrillOutcome
  /** Milliseconds until the answer, and the person who answered. */
  reachedAfter: number | null
  answeredBy: string
  /** The notice; null if none was sent. */
  noticeId: string | null
  /** The staff member who asked; empty for the rhythm. */
  askedBy: string
  account: { slug: string; name: string }
}

/** Drills of all accounts, newest first, including unsent ones; `next` starts the following page. */
export async function listDrills(
  read: Reader,
  _grant: StaffGrant,
  { view, after }: { view: DrillView; after: TimeCursor | null },
): Promise<{ drills: ListedDrill[]; next: TimeCursor | null }> {
  const most = drillsPerPage + 1
  const sent = view === 'unsent' ? [] : await listSent(read, view, after, most)
  const unsent = view === 'all' || view === 'unsent' ? await listUnsent(read, after, most) : []
  const all = [...sent, ...unsent].sort((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
  const { shown, next } = toPage(all, drillsPerPage, ({ at }) => at)
  return { drills: shown, next }
}

const named = pick(accounts, 'slug', 'name')

const person = pick(users, 'name', 'email')

const nameOf = (found: { name: string; email: string } | null) => found?.name || found?.email || ''

async function listSent(
  read: Reader,
  view: DrillView,
  after: TimeCursor | null,
  most: number,
): Promise<ListedDrill[]> {
  const rows = await read
    .select({
      ...pick(notices, 'id', 'acknowledgedAt', 'acknowledgedAs', 'closedHow'),
      at: notices.firstSeenAt,
      account: named,
      person,
    })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .leftJoin(users, eq(users.id, notices.createdBy))
    .where(and(isDrill, isOf(view), isBefore(notices.firstSeenAt, notices.id, after)))
    .orderBy(desc(notices.firstSeenAt), desc(notices.id))
    .limit(most)
  return rows.map(({ id, at, acknowledgedAt, acknowledgedAs, account, ...row }) => ({
    id,
    at,
    account,
    noticeId: id,
    answeredBy: acknowledgedAs,
    askedBy: nameOf(row.person),
    outcome: drillOutcomeOf({ acknowledgedAt, ...row }),
    reachedAfter: acknowledgedAt === null ? null : acknowledgedAt - at,
  }))
}

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

async function listUnsent(read: Reader, after: TimeCursor | null, most: number): Promise<ListedDrill[]> {
  const { id, at } = auditEntries
  const rows = await read
    .select({ id, at, account: named, person })
    .from(auditEntries)
    .innerJoin(accounts, eq(accounts.id, auditEntries.accountId))
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(and(eq(auditEntries.action, 'notice.drill-unsent'), isBefore(at, id, after)))
    .orderBy(desc(at), desc(id))
    .limit(most)
  const unsent = { outcome: 'unsent', reachedAfter: null, answeredBy: '', noticeId: null } as const
  return rows.map(({ person: asked, ...row }) => ({ ...row, ...unsent, askedBy: nameOf(asked) }))
}

/** The last drill beyond what the account row has: its notice, while kept, and who answered. */
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
  if (reachedAfter !== null)
    return { noticeId: found?.noticeId ?? null, answeredBy: found?.answeredBy ?? '', outcome: 'reached' }
  if (found) return { ...found, outcome: 'unanswered' }
  const { accountId, action, at } = auditEntries
  // The audit entry is written a moment later.
  const isThen = and(eq(accountId, id), gte(at, drilledAt), lt(at, drilledAt + minute))
  const [unsent] = await read
    .select({ at })
    .from(auditEntries)
    .where(and(isThen, eq(action, 'notice.drill-unsent')))
    .limit(1)
  return { noticeId: null, answeredBy: '', outcome: unsent ? 'unsent' : 'unanswered' }
}
