/** What staff can do to many accounts at once, each account as if it were done to it alone. */
export const bulkKinds = ['nudge', 'drill', 'case'] as const
export type BulkKind = (typeof bulkKinds)[number]

/**
 * `listing`: the job writes down the accounts of the selection. `running`: it acts on one after another. `stopped`: by a
 * person, or because who began it lost the right.
 */
export const bulkStates = ['listing', 'running', 'stopped', 'done'] as const
export type BulkState = (typeof bulkStates)[number]

/** What came of one account. `failed`: by a fault of ours, which the log has. */
export const bulkOutcomes = ['waiting', 'done', 'skipped', 'failed'] as const
export type BulkOutcome = (typeof bulkOutcomes)[number]

/** What is done, and the content of the form beside the selection. */
export type BulkWork =
  | { kind: 'nudge' }
  | { kind: 'drill' }
  | {
      kind: 'case'
      category: 'integration' | 'contact-information' | 'users' | 'other'
      subject: string
      text: string
      environment: 'production' | 'sandbox'
    }

/** Why an account was skipped, or would be. */
export const bulkSkips = [
  'account-closed',
  'nothing-missing',
  'nudged-lately',
  'nobody-to-nudge',
  'only-admins-invite',
  'field-unreachable',
  'wrong-state',
  'drill-waiting',
  'not-found',
  'unexpected',
] as const
export type BulkSkip = (typeof bulkSkips)[number]
