import type { IntegrationState } from './accounts.ts'

export const endedStatuses = ['accepted', 'delivered', 'failed', 'expired'] as const

export type AnswerFate = 'inTime' | 'missed'

export const countedDrillOutcomes = ['reached', 'unanswered', 'untried'] as const

/** The programme at the end of a day, in numbers of accounts, messages and notices (docs/programme.md). */
export type ProgrammeDay = {
  accounts: number
  complete: number
  states: { [state in IntegrationState]?: number }
  /** Of live accounts: the outcome of the last drill. */
  reachability: Record<(typeof countedDrillOutcomes)[number], number>
  /** Messages of notices that ended on that day. */
  deliveries: Record<(typeof endedStatuses)[number], number>
  /** Notices whose answer was due on that day. */
  answers: Record<AnswerFate, number>
  /** Accounts that first became complete on that day, by duration: up to each of `completionSteps`, or longer. */
  completedWithin: number[]
}
