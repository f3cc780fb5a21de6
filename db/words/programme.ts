import type { IntegrationState } from './accounts.ts'

export const endedStatuses = ['accepted', 'delivered', 'failed', 'expired'] as const

export type AnswerFate = 'inTime' | 'missed'

export const countedDrillOutcomes = ['reached', 'unanswered', 'untried'] as const

/** How the programme stood at the end of a day, in numbers of accounts, messages and notices (docs/programme.md). */
export type ProgrammeDay = {
  accounts: number
  complete: number
  states: { [state in IntegrationState]?: number }
  /** Of live accounts: what came of the last drill. */
  reachability: Record<(typeof countedDrillOutcomes)[number], number>
  /** Messages of notices that ended on that day. */
  deliveries: Record<(typeof endedStatuses)[number], number>
  /** Notices whose answer fell due on that day. */
  answers: Record<AnswerFate, number>
  /** Accounts that were complete for the first time on that day, by how long that took: one number for each of `completionSteps`, and one for longer. */
  completedWithin: number[]
}
