import { and, asc, desc, eq, gt, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/conditions.ts'
import { pick } from '#/db/store/pick.ts'
import type { Reader } from '#/db/store/store.ts'
import { isOfAccounts } from '#/lib/accounts/search/account-search.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { announcementPrefix } from '#/lib/notices/notice/keys.ts'
import { type WouldReachView, whomWouldItReachIn } from '#/lib/notices/routing/reach-queries.ts'
import { countUpTo } from '#/lib/platform/lists/count-up-to.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import type { StaffNoticeCursor, StaffNoticeFilter, StaffState } from './lists.ts'
import {
  isMeant,
  isOpen,
  listedColumns,
  type NoticeRow,
  type NoticeView,
  noticesPerPage,
  notOverdueCondition,
  overdueCondition,
  viewNotice,
} from './queries.ts'

/** `isKnown`: staff know that it reaches nobody, so that there is nothing to route. */
export type StaffNoticeRow = NoticeRow & {
  accountSlug: string | null
  accountName: string | null
  isKnown: boolean
}
type StaffNoticePage = {
  notices: StaffNoticeRow[]
  next: StaffNoticeCursor | null
  /** Counts what the filter means in all states, without tests and drills. */
  count: () => Promise<StaffNoticeCounts>
}

/**
 * For staff: the notices of all accounts. Overdue ones first, longest overdue on top (notices.md, Acknowledge), then the rest,
 * newest first. `next` is where the next page starts.
 */
export async function listNoticesForStaff(
  read: Reader,
  _grant: StaffGrant,
  filter: StaffNoticeFilter,
  after: StaffNoticeCursor | null,
): Promise<StaffNoticePage> {
  const at = now()
  const { state } = filter
  const meant = and(isMeant(filter), await ofAccount(read, filter.account))
  const wanted = and(meant, isIn(state))
  const count = () => countStates(read, meant)
  const most = noticesPerPage + 1
  const late = after?.part === 'rest' ? [] : await listLate(read, wanted, { at, after, most })
  const left = state === 'overdue' ? 0 : most - late.length
  const rest = left > 0 ? await listRest(read, wanted, { at, after, state, most: left }) : []
  const rows = [...late, ...rest]
  const shown = rows.slice(0, noticesPerPage)
  const last = shown.at(-1)
  if (rows.length < most || !last) return { notices: shown, next: null, count }
  const next: StaffNoticeCursor =
    shown.length <= late.length
      ? { part: 'overdue', at: last.dueAt ?? 0, id: last.id }
      : { part: 'rest', at: last.firstSeenAt, id: last.id }
  return { notices: shown, next, count }
}

function listLate(
  read: Reader,
  wanted: SQL | undefined,
  { at, after, most }: { at: number; after: StaffNoticeCursor | null; most: number },
) {
  return select(read)
    .where(and(wanted, overdueCondition(at), after ? isDueAfter(after) : undefined))
    .orderBy(asc(notices.dueAt), asc(notices.id))
    .limit(most)
}

function listRest(
  read: Reader,
  wanted: SQL | undefined,
  given: { at: number; after: StaffNoticeCursor | null; state: StaffState | undefined; most: number },
) {
  const { at, after, state, most } = given
  const unclosed = state === 'current' ? isNull(notices.closedAt) : undefined
  // Few notices are unclosed: `+ 0` makes the engines find them by their own index and sort, instead of walking all notices by time.
  const isAmongAll = state === undefined || state === 'closed'
  const seenAt = isAmongAll ? sql`${notices.firstSeenAt}` : sql`${notices.firstSeenAt} + 0`
  const before = after?.part === 'rest' ? isSeenBefore(seenAt, after) : undefined
  return select(read)
    .where(and(wanted, unclosed, notOverdueCondition(at), before))
    .orderBy(desc(seenAt), desc(notices.id))
    .limit(most)
}

/**
 * An announcement to an account that it could not reach, as its sender knew beforehand. Staff need not route it: the announcement's
 * outcome lists it. If the sender could not know, staff got mail.
 */
const isKnownToReachNobody = sql`(${notices.origin} = 'staff' and ${notices.lastMailAt} is null and ${notices.dedupKey} like ${`${announcementPrefix}%`})`

function select(read: Reader) {
  return read
    .select({
      ...listedColumns,
      ...{ accountSlug: accounts.slug, accountName: accounts.name },
      isKnown: isKnownToReachNobody.mapWith(Boolean),
    })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
}

/** As the partial indexes spell it. The two parts of the list add `current` and `overdue`. */
function isIn(state: StaffState | undefined): SQL | undefined {
  if (state === undefined || state === 'current' || state === 'overdue') return undefined
  if (state === 'unroutable') return and(sql`${notices.state} = 'unroutable'`, not(isKnownToReachNobody))
  if (state === 'closed') return eq(notices.state, state)
  return and(isNull(notices.closedAt), state === 'open' ? isOpen : eq(notices.state, state))
}

function isDueAfter({ at, id }: StaffNoticeCursor) {
  return or(gt(notices.dueAt, at), and(eq(notices.dueAt, at), gt(notices.id, id)))
}

function isSeenBefore(seenAt: SQL, { at, id }: StaffNoticeCursor) {
  return or(sql`${seenAt} < ${at}`, and(sql`${seenAt} = ${at}`, lt(notices.id, id)))
}

async function ofAccount(read: Reader, account = ''): Promise<SQL | undefined> {
  const text = account.trim().toLowerCase()
  if (!text) return undefined
  const [named] = await read.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, text))
  if (named) return eq(notices.accountId, named.id)
  return or(
    await isOfAccounts(read, notices.accountId, text),
    and(isNull(notices.accountId), containsText(sql`lower(${notices.accountText})`, text)),
  )
}

export type StaffNoticeView = NoticeView & { account: { slug: string; name: string } | null }

/** Any notice, for staff; `account` is null if unknown. */
export async function findNoticeForStaff(
  read: Reader,
  _grant: StaffGrant,
  id: string,
): Promise<StaffNoticeView | null> {
  if (!isId(id)) return null
  const [notice] = await read.select().from(notices).where(eq(notices.id, id))
  if (!notice) return null
  const isOwn = eq(accounts.id, notice.accountId ?? '')
  const [account] = await read
    .select(pick(accounts, 'slug', 'name'))
    .from(accounts)
    .where(isOwn)
  return { ...(await viewNotice(read, notice)), account: account ?? null }
}

/** Whom this notice would reach if it were routed now; null if its account is unknown. */
export async function whomWouldNoticeReach(
  read: Reader,
  grant: StaffGrant,
  { notice: { category, environment, origin }, account }: StaffNoticeView,
): Promise<WouldReachView | null> {
  const question = { category, environment, origin }
  return account && whomWouldItReachIn(read, grant, account.slug, question)
}

/** Pages count up to this number; one more means "more than". */
export const mostWaiting = 999

/** The numbers beside the links of every staff page, each at most `mostWaiting` + 1. */
export async function countWaitingForStaff(
  read: Reader,
  _grant: StaffGrant,
): Promise<Omit<StaffNoticeCounts, 'open'>> {
  const count = (condition: SQL | undefined) =>
    countUpTo(read, notices, and(eq(notices.kind, 'event'), condition), mostWaiting + 1)
  return { overdue: await count(overdueCondition(now())), unroutable: await count(isIn('unroutable')) }
}

export type StaffNoticeCounts = { open: number; overdue: number; unroutable: number }

/** How many notices of a filter are open, overdue and unroutable, without tests and drills. */
export async function countForStaff(
  read: Reader,
  _grant: StaffGrant,
  filter: Omit<StaffNoticeFilter, 'state' | 'kind'> = {},
): Promise<StaffNoticeCounts> {
  return countStates(read, and(isMeant(filter), await ofAccount(read, filter.account)))
}

async function countStates(read: Reader, meant: SQL | undefined): Promise<StaffNoticeCounts> {
  const count = (condition: SQL | undefined) =>
    read.$count(notices, and(eq(notices.kind, 'event'), meant, condition))
  return {
    open: await count(isIn('open')),
    overdue: await count(overdueCondition(now())),
    unroutable: await count(isIn('unroutable')),
  }
}
