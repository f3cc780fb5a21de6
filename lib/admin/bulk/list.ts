import { bulkOutcomes } from '#/db/words/bulk.ts'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import { defineList, placeCursor, type Query, usually } from '#/lib/platform/lists/define-list.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'

/** All runs, newest first. */
export const bulkRunList = listByTime('/admin/bulk')

export const outcomeViews = ['all', ...bulkOutcomes] as const
export type OutcomeView = (typeof outcomeViews)[number]

/** The accounts of a run; each run has its own address. */
export const bulkOutcomeList = defineList('', { show: usually('all', outcomeViews) }, { cursor: placeCursor })

/** What staff can do to a selection, in the order of the buttons, and the page that shows what it would do, or the file. */
export const bulkPaths = {
  nudge: '/admin/bulk/new/nudge',
  case: '/admin/bulk/new/case',
  drill: '/admin/bulk/new/drill',
  announce: '/admin/announcements/new',
  export: '/admin/accounts/export.csv',
} as const
export const bulkActions = Object.keys(bulkPaths) as (keyof typeof bulkPaths)[]

/** In the selection's form, the accounts that the table lists one by one; they are meant if none of them is selected. */
export const listed = 'listed'

/** The filters that the selection's form asks for. */
export function readSelection({ only, ...query }: Query): AccountFilters {
  return accountFilters.read({ ...query, only: only ?? query[listed] })
}

/** The id of the form of the accounts' table that holds the selection. */
export const selectionForm = 'selection'
