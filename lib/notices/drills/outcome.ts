import type { ClosedHow } from '#/db/words/notices.ts'

/**
 * The outcome of a drill. `waiting`: can still be answered. `reached`: somebody answered. `unanswered`: nobody did
 * within a day. `unsent`: no emergency contact took mail. `withdrawn`: staff ended it.
 */
export const drillOutcomes = ['waiting', 'reached', 'unanswered', 'unsent', 'withdrawn'] as const
export type DrillOutcome = (typeof drillOutcomes)[number]

/** The outcome of a sent drill. */
export function drillOutcomeOf(drill: {
  acknowledgedAt: number | null
  closedAt: number | null
  closedHow: ClosedHow | null
}): DrillOutcome {
  if (drill.acknowledgedAt !== null) return 'reached'
  if (drill.closedAt === null) return 'waiting'
  return drill.closedHow === 'unanswered' ? 'unanswered' : 'withdrawn'
}

/** The views of the drill list. */
export const drillViews = ['all', 'waiting', 'reached', 'unanswered', 'unsent'] as const
export type DrillView = (typeof drillViews)[number]

export function parseDrillView(text: string | string[] | undefined): DrillView {
  return drillViews.find((known) => known === text) ?? 'all'
}
