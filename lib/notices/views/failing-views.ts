import { sayTimeCursor, type TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { failingStatuses } from './failing-queries.ts'

/** What of them is shown; `bounces` are reports that name none of them. */
export const views = ['all', ...failingStatuses, 'bounces'] as const

/** The address of a view, from `after` on. */
export function deliveriesHref(view: (typeof views)[number], after?: TimeCursor): string {
  const parts = {
    ...(view !== 'all' && { status: view }),
    ...(after && { after: sayTimeCursor(after) }),
  }
  const said = new URLSearchParams(parts).toString()
  return said ? `/admin/notices/deliveries?${said}` : '/admin/notices/deliveries'
}
