import { and, eq } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { isSorted, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import type { TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { isUsualOrder, type PartnerView } from './lists.ts'
import {
  isInState,
  isMeant,
  listedColumns,
  type NoticeRow,
  noticesPerPage,
  type PartnerFilter,
} from './queries.ts'
import { saysTextOf } from './search-notices.ts'
import { areThese, inOrderOf, listSortedIds } from './sorted-notices.ts'

type FoundCursor = TimeCursor | SortCursor

/**
 * The account's notices as a member searched and sorted them; `next` is where the following page starts.
 * @throws AppError `too-many` for a search
 */
export async function listFound(
  read: Reader,
  grant: AccountGrant,
  filter: PartnerFilter & Pick<PartnerView, 'search' | 'sort'>,
  after: FoundCursor | null,
): Promise<{ notices: NoticeRow[]; next: FoundCursor | null }> {
  const { search, sort, state } = filter
  if (search) assertRate('member-searches', grant.actor.user.id)
  const isOwn = eq(notices.accountId, grant.account.id)
  const says = search ? saysTextOf(search, isOwn) : undefined
  const where = and(isOwn, isInState(state), isMeant(filter), says)
  const from = after && !isSorted(after) ? { key: after.at, id: after.id } : after
  const { ids, next } = await listSortedIds(read, where, {
    sort,
    after: from,
    size: noticesPerPage,
    few: false,
  })
  const rows = await read
    .select(listedColumns)
    .from(notices)
    .where(and(isOwn, areThese(ids)))
  const usual = next && isUsualOrder(sort) ? { at: Number(next.key), id: next.id } : next
  return { notices: inOrderOf(ids, rows), next: usual }
}
