import type { ClosedHow } from '#/db/words/notices.ts'
import { defineList, withDefault } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

/**
 * The outcome of a drill. `waiting`: can still be answered. `reached`: somebody answered. `unanswered`: nobody did
 * within a day. `unsent`: no emergency contact took mail. `withdrawn`: somebody ended it before an answer.
 */
export type DrillOutcome = 'waiting' | 'reached' | 'unanswered' | 'unsent' | 'withdrawn'

/** The outcome of a sent drill. */
export function drillOutcomeOf(drill: {
  acknowledgedAt: number | null
  closedHow: ClosedHow | null
}): DrillOutcome {
  if (drill.acknowledgedAt !== null) return 'reached'
  if (drill.closedHow === null) return 'waiting'
  return drill.closedHow === 'unanswered' ? 'unanswered' : 'withdrawn'
}

export const drillViews = ['all', 'waiting', 'reached', 'unanswered', 'unsent'] as const
export type DrillView = (typeof drillViews)[number]

/** The list of drills. */
export const drillList = defineList(
  '/admin/drills',
  { show: withDefault('all', drillViews) },
  { cursor: timeCursor },
)
