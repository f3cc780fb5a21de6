import { defineList, usually } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { failingStatuses } from './failing-queries.ts'

/** What of them is shown; `bounces` are reports that name none of them. */
export const failingViews = ['all', ...failingStatuses, 'bounces'] as const

/** Deliveries that fail. */
export const failingDeliveries = defineList(
  '/admin/notices/deliveries',
  { status: usually('all', failingViews) },
  { cursor: timeCursor },
)
