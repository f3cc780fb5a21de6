import type { SavedList } from '#/db/words/saved-views.ts'
import { accountTable } from '#/lib/accounts/search/list.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { queue } from '#/lib/cases/lists.ts'
import { failingDeliveries, staffNotices } from '#/lib/notices/views/lists.ts'
import type { List } from '#/lib/platform/lists/define-list.ts'

/** What a saved view needs of a list. */
type Savable = Pick<List<object, unknown>, 'href' | 'read'>

const lists = {
  accounts: accountTable,
  notices: staffNotices,
  deliveries: failingDeliveries,
  unreachable: unreachableAccounts,
  cases: queue,
} as unknown as Record<SavedList, Savable>

/** The address of a list with this query. The list's definition writes it, so that no query leads elsewhere. */
export function addressOf(list: SavedList, query: string): string {
  const { href, read } = lists[list]
  return href(read(Object.fromEntries(new URLSearchParams(query))))
}

/** The query as the list writes it, without unknown words and without the place of a page. */
export function queryOf(list: SavedList, query: string): string {
  return addressOf(list, query).split('?')[1] ?? ''
}
