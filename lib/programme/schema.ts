import type { IntegrationState } from '#/lib/accounts/schema.ts'

/** How the programme stood at the end of a day, in numbers of accounts, messages and notices; times in milliseconds. */
export type ProgrammeDay = {
  accounts: number
  complete: number
  states: { [state in IntegrationState]?: number }
  /** Of live accounts: what came of the last drill. */
  reachability: { reached: number; unanswered: number; untried: number }
  /** Messages of notices that ended on that day. */
  deliveries: { accepted: number; delivered: number; failed: number; expired: number }
  /** Notices whose answer fell due on that day. */
  answers: { inTime: number; late: number; unanswered: number }
  /** How long after the first invitation accounts were first complete on that day. */
  completedAfter: number[]
}
