import { and, eq, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import { isOfAccounts } from '#/lib/accounts/search/account-search.ts'
import { isWaitingEmergency } from '#/lib/accounts/search/urgency.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { announcementPrefix } from '#/lib/notices/notice/keys.ts'
import { previewReach, type ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { countUpTo } from '#/lib/platform/lists/count-up-to.ts'
import { isSorted, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import type { StaffNoticeFilter, StaffState, UrgencyCursor, UrgencyPart } from './lists.ts'
import {
  isOpen,
  listedColumns,
  matches,
  type NoticeRow,
  type NoticeView,
  noticesPerPage,
  notOverdueCondition,
  overdueCondition,
  viewNotice,
} from './queries.ts'
import { matchesRecentText, matchesText } from './search-notices.ts'
import { hasIdIn, listSortedIds, sortByIds } from './sorted-notices.ts'
import { pageByUrgency } from './urgency-pages.ts'

/** `isKnown`: staff already know that it reaches nobody, so there is nothing to route. */
export type StaffNoticeRow = NoticeRow & {
  accountSlug: string | null
  accountName: string | null
  isKnown: boolean
}
type StaffNoticePage = {
  notices: StaffNoticeRow[]
  next: UrgencyCursor | SortCursor | null
  /** Counts matches in all states, without tests and drills. */
  count: () => Promise<Partial<StaffNoticeCounts>>
}

/**
 * For staff: the notices of all accounts, the most urgent first (`urgency.ts`) unless somebody chose another order. `next` is where the
 * next page starts. @throws AppError `too-many` for a search
 */
export async function listNoticesForStaff(
  read: Reader,
  grant: StaffGrant,
  filter: StaffNoticeFilter,
  given: UrgencyCursor | SortCursor | null,
): Promise<StaffNoticePage> {
  const { state, sort, search = '' } = filter
  if (search) assertRate('staff-searches', grant.actor.user.id)
  const about = and(matches(filter), await ofAccount(read, filter.account))
  const meant = and(about, search ? matchesText(search, { names: true }) : undefined)
  // Closed notices have an index on time only, and a search covers just the latest.
  const isAmongAll = state === undefined || state === 'closed'
  const listed = isAmongAll && search ? and(about, matchesRecentText(search)) : meant
  const wanted = and(listed, isIn(state))
  const count = () => countStates(read, meant)
  if (sort && sort.by !== 'urgent') {
    const after = given && isSorted(given) ? given : null
    const page = { sort, after, size: noticesPerPage, few: !isAmongAll }
    const { ids, next } = await listSortedIds(read, and(wanted, isInPart(state)), page)
    return { notices: sortByIds(ids, await select(read).where(hasIdIn(ids))), next, count }
  }
  // Few notices are unclosed: `+ 0` makes the engines use their partial index and sort, instead of scanning all notices by time.
  const seenAt = isAmongAll ? undefined : sql`${notices.firstSeenAt} + 0`
  const { rows, next } = await pageByUrgency(
    given && !isSorted(given) ? given : null,
    ({ part, where, order, most }) =>
      select(read)
        .where(and(wanted, state === 'current' ? isCurrentIn(part) : undefined, where))
        .orderBy(...order)
        .limit(most),
    seenAt,
  )
  return { notices: rows, next, count }
}

/** A closed notice is current while its answer is overdue; only a part with deadlines can have one. */
function isCurrentIn(part: UrgencyPart): SQL | undefined {
  const isUnclosed = isNull(notices.closedAt)
  return part === 'due' ? or(isUnclosed, overdueCondition()) : isUnclosed
}

/** The states as sections of the default order; two indexes cover the current ones. */
function isInPart(state: StaffState | undefined): SQL | undefined {
  const { id, closedAt } = notices
  const current = sql`${id} in (select ${id} from ${notices} where ${isNull(closedAt)} union select ${id} from ${notices} where ${overdueCondition()})`
  return state === 'current' ? current : undefined
}

/**
 * An announcement to an account that it could not reach, as its sender knew beforehand. Staff need not route it: the announcement's
 * outcome lists it. If the sender could not know, staff got mail.
 */
const isKnownToReachNobody = sql`(${notices.origin} = 'staff' and ${notices.lastMailAt} is null and ${notices.dedupKey} like ${`${announcementPrefix}%`})`

/** Reaches nobody, and staff can route it; must match the partial index. */
export const isToRoute = and(sql`${notices.state} = 'unroutable'`, not(isKnownToReachNobody))

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

/** Must match the partial indexes. The sections add `current`. */
function isIn(state: StaffState | undefined): SQL | undefined {
  if (state === undefined || state === 'current') return undefined
  if (state === 'overdue') return overdueCondition()
  if (state === 'unroutable') return isToRoute
  if (state === 'closed') return eq(notices.state, state)
  return and(isNull(notices.closedAt), state === 'open' ? isOpen : eq(notices.state, state))
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
export async function previewNoticeReach(
  read: Reader,
  grant: StaffGrant,
  { notice: { category, environment, origin }, account }: StaffNoticeView,
): Promise<ReachPreview | null> {
  const question = { category, environment, origin }
  return account && previewReach(read, grant, account.slug, question)
}

/** Pages count up to this; one more means "more than". */
export const maxWaiting = 999

/**
 * The numbers beside the links of every staff page, each at most `maxWaiting` + 1. `all` counts a notice once even if it waits for more
 * than one reason.
 */
export type WaitingForStaff = Omit<StaffNoticeCounts, 'open'> & { all: number }

export async function countWaitingForStaff(read: Reader, _grant: StaffGrant): Promise<WaitingForStaff> {
  const at = now()
  const count = (...conditions: (SQL | undefined)[]) =>
    countUpTo(read, notices, and(eq(notices.kind, 'event'), ...conditions), maxWaiting + 1)
  const isOther = sql`not ${isWaitingEmergency}`
  const [isOverdue, isUnroutable] = [overdueCondition(at), isIn('unroutable')]
  const emergencies = await count(isWaitingEmergency)
  const others =
    (await count(isOverdue, isOther)) + (await count(isUnroutable, isOther, notOverdueCondition(at)))
  return {
    emergencies,
    overdue: await count(isOverdue),
    unroutable: await count(isUnroutable),
    all: Math.min(emergencies + others, maxWaiting + 1),
  }
}

/** `emergencies`: open ones of Production that nobody acknowledged. */
export type StaffNoticeCounts = { emergencies: number; open: number; overdue: number; unroutable: number }

/** How many notices of a filter wait, without tests and drills. */
export async function countForStaff(
  read: Reader,
  _grant: StaffGrant,
  filter: Omit<StaffNoticeFilter, 'state' | 'kind'> = {},
): Promise<StaffNoticeCounts> {
  return countStates(read, and(matches(filter), await ofAccount(read, filter.account)))
}

async function countStates(read: Reader, meant: SQL | undefined): Promise<StaffNoticeCounts> {
  const count = (condition: SQL | undefined) =>
    read.$count(notices, and(eq(notices.kind, 'event'), meant, condition))
  return {
    emergencies: await count(isWaitingEmergency),
    open: await count(isIn('open')),
    overdue: await count(overdueCondition(now())),
    unroutable: await count(isIn('unroutable')),
  }
}
