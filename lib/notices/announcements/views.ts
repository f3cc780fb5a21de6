import { type PlannedOutcome, plannedOutcomes } from '#/db/words/announcements.ts'
import { type AccountOutcome, accountOutcomes } from './outcome.ts'

/** What of a frozen list is looked at. */
export const frozenViews = ['all', ...plannedOutcomes, 'untranslated'] as const
export type FrozenView = 'all' | PlannedOutcome | 'untranslated'

/** What of an announcement's outcome is looked at. */
export const outcomeViews = ['all', ...accountOutcomes, 'acknowledged', 'unanswered'] as const
export type OutcomeView = 'all' | AccountOutcome | 'acknowledged' | 'unanswered'

type Query = Record<string, string | string[] | undefined>

/** Which of `views` the address asks for, all where that is unknown, and after which place of the list. */
export function readView<View extends string>(
  query: Query,
  views: readonly View[],
): { show: View | 'all'; after: number } {
  const after = typeof query.after === 'string' && /^\d{1,9}$/.test(query.after) ? Number(query.after) : -1
  return { show: views.find((known) => known === query.show) ?? 'all', after }
}

/** The address of a view of an announcement, from after a place on. */
export function viewHref(id: string, show: FrozenView | OutcomeView, after: number | null = null): string {
  const parts = { ...(show !== 'all' && { show }), ...(after !== null && { after: String(after) }) }
  const said = new URLSearchParams(parts).toString()
  return said ? `/admin/announcements/${id}?${said}` : `/admin/announcements/${id}`
}
