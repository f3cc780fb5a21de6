/**
 * A drill that staff ask of many accounts. `listing`: the accounts of the audience are gone through, and asked; `sending`: all
 * are, and drilled at the pace of drills; `stopping`: those that were not drilled yet are given back to their rhythm.
 */
export const roundStates = ['listing', 'sending', 'stopping', 'stopped', 'done'] as const
export type RoundState = (typeof roundStates)[number]

export type DrillCampaign = {
  id: string
  state: RoundState
  /** The filters of the accounts' table, as they stand in its address. */
  audience: Record<string, string>
  askedBy: string
  askedAt: number
  /** The short name of the account gone through last. */
  after: string
  /** How many accounts are to be drilled, and how many are not, since they are not live, or a drill of theirs waits already. */
  asked: number
  notLive: number
  waiting: number
  /** How many were given back undrilled, once it was stopped. */
  released: number
  endedAt: number | null
}
