import { bulkOutcomes } from '#/db/words/bulk.ts'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import {
  defineList,
  offsetCursor,
  type Query,
  toQuery,
  withDefault,
} from '#/lib/platform/lists/define-list.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'

export const bulkRunList = listByTime('/admin/bulk')

export const bulkOutcomeViews = ['all', ...bulkOutcomes] as const
export type BulkOutcomeView = (typeof bulkOutcomeViews)[number]

/** The accounts of a run; each run has its own address. */
export const bulkOutcomeList = defineList(
  '',
  { show: withDefault('all', bulkOutcomeViews) },
  { cursor: offsetCursor },
)

/** What staff can do to a selection, in the order of the buttons, and the page that shows what it would do, or the file. */
export const bulkPaths = {
  nudge: '/admin/bulk/new/nudge',
  case: '/admin/bulk/new/case',
  drill: '/admin/bulk/new/drill',
  announce: '/admin/announcements/new',
  export: '/admin/accounts/export.csv',
} as const
export const bulkActions = Object.keys(bulkPaths) as (keyof typeof bulkPaths)[]

/** The id of the form of the accounts' table that holds the selection. */
export const selectionForm = 'selection'

/**
 * What that form sends: the table's filters (`view`), and the accounts that are meant. Nothing selected means none, never
 * all: `chosen` is null.
 */
export function readSelection(query: Query): { view: AccountFilters; chosen: AccountFilters | null } {
  const text = typeof query.view === 'string' ? query.view : ''
  const view = accountFilters.read(toQuery(new URLSearchParams(text)))
  if (query.all === 'yes') return { view, chosen: view }
  const { only } = accountFilters.read({ only: query.only })
  return { view, chosen: only.length > 0 ? { only } : null }
}
