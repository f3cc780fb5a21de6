import { and, eq, isNull, not, type SQL } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { isSorted, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import { mostUrgentFirst, newestFirst, type PartnerView, type UrgencyCursor } from './lists.ts'
import {
  isInState,
  listedColumns,
  matches,
  type NoticeRow,
  noticesPerPage,
  notOverdueCondition,
  type PartnerFilter,
} from './queries.ts'
import { matchesAccountText } from './search-notices.ts'
import { hasIdIn, listSortedIds, sortByIds } from './sorted-notices.ts'
import { isUrgent, listLessUrgent, listUrgent } from './urgency.ts'
import { pageByUrgency } from './urgency-pages.ts'

type FoundCursor = UrgencyCursor | SortCursor

/**
 * A page of the account's notices by a member's search, filter and sort order; `next` starts the following page.
 * @throws AppError `too-many` for a search
 */
export async function listNotices(
  read: Reader,
  grant: AccountGrant,
  filter: PartnerFilter & Partial<Pick<PartnerView, 'search' | 'sort'>>,
  after: FoundCursor | null,
): Promise<{ notices: NoticeRow[]; next: FoundCursor | null }> {
  const { search, sort = mostUrgentFirst, state } = filter
  if (search) assertRate('member-searches', grant.actor.user.id)
  const isOwn = eq(notices.accountId, grant.account.id)
  const says = search ? matchesAccountText(search, isOwn) : undefined
  const wanted = and(isOwn, isInState(state), matches(filter), says)
  if (sort.by !== 'urgent') {
    const from = after && isSorted(after) ? after : null
    const page = { sort, after: from, size: noticesPerPage, few: false }
    const { ids, next } = await listSortedIds(read, wanted, page)
    return { notices: await listByIds(read, isOwn, ids), next }
  }
  const { rows, next } = await pageByUrgency(
    after && !isSorted(after) ? after : null,
    ({ where, order, most }) =>
      read
        .select(listedColumns)
        .from(notices)
        .where(and(wanted, where))
        .orderBy(...order)
        .limit(most),
  )
  return { notices: rows, next }
}

/** The sections of an account's notices. `exercises`: tests and drills. */
export type NoticeSection = 'urgent' | 'current' | 'closed' | 'exercises'

/**
 * The first `most` notices of a section in the chosen order. Default: open ones by urgency, others
 * newest first.
 */
export async function listSection(
  read: Reader,
  grant: AccountGrant,
  section: NoticeSection,
  filter: Pick<PartnerView, 'category' | 'sort'> & Pick<PartnerFilter, 'environment'>,
  most: number,
): Promise<NoticeRow[]> {
  const { category = null, environment = null, sort } = filter
  const about = { category, environment, kind: section === 'exercises' ? 'exercise' : 'event' } as const
  const isUsual = sort.by === 'urgent'
  if (isUsual && section === 'urgent') return listUrgent(read, grant, about, most)
  if (isUsual && section === 'current') return listLessUrgent(read, grant, about, most)
  const isOwn = eq(notices.accountId, grant.account.id)
  const order = isUsual ? newestFirst : sort
  const few = section === 'urgent' || section === 'current'
  const page = { sort: order, after: null, size: most, few }
  const { ids } = await listSortedIds(read, and(isOwn, matches(about), isIn(section)), page)
  return listByIds(read, isOwn, ids)
}

function isIn(section: NoticeSection): SQL | undefined {
  if (section === 'urgent') return isUrgent()
  if (section === 'current') return and(isNull(notices.closedAt), not(isUrgent()))
  if (section === 'closed') return and(eq(notices.state, 'closed'), notOverdueCondition())
  return undefined
}

async function listByIds(read: Reader, isOwn: SQL, ids: readonly string[]): Promise<NoticeRow[]> {
  const rows = await read
    .select(listedColumns)
    .from(notices)
    .where(and(isOwn, hasIdIn(ids)))
  return sortByIds(ids, rows)
}
