import type { IntegrationState } from '#/db/words/accounts.ts'

/** The steps that change the state of an integration (product.md, Integration state). */
export const memberSteps = ['request-review', 'pause', 'resume'] as const
export const staffSteps = ['approve', 'send-back', 'disable', 'enable'] as const
export type MemberStep = (typeof memberSteps)[number]
export type StaffStep = (typeof staffSteps)[number]
export type ReviewStep = MemberStep | StaffStep

/** The longest reason, in characters as a browser counts them. */
export const maxReasonLength = 2000

type Rule = { from: IntegrationState; to: IntegrationState; complete?: true; reason?: true }

/** The state machine. `complete`: needs complete contact information; `reason`: needs staff's reason. */
const rules: Record<ReviewStep, Rule> = {
  'request-review': { from: 'onboarding', to: 'review', complete: true },
  approve: { from: 'review', to: 'live', complete: true },
  'send-back': { from: 'review', to: 'onboarding', reason: true },
  disable: { from: 'live', to: 'disabled', reason: true },
  enable: { from: 'disabled', to: 'live' },
  pause: { from: 'live', to: 'paused' },
  resume: { from: 'paused', to: 'live' },
}

export type Decision =
  | { ok: true; to: IntegrationState }
  | { ok: false; code: 'wrong-state' | 'incomplete-contacts' | 'reason-required' }

/** Whether the step is possible now, and where it leads (product.md, Integration state). */
export function decideStep(
  step: ReviewStep,
  now: { state: IntegrationState; missing: readonly unknown[]; reason: string },
): Decision {
  const { from, to, complete, reason } = rules[step]
  if (now.state !== from) return { ok: false, code: 'wrong-state' }
  if (complete && now.missing.length > 0) return { ok: false, code: 'incomplete-contacts' }
  if (reason && now.reason.trim() === '') return { ok: false, code: 'reason-required' }
  return { ok: true, to }
}

export function needsReason(step: ReviewStep): boolean {
  return rules[step].reason === true
}

export type ReviewProgress = 'done' | 'current' | 'next' | 'later'

/** How far an account is on its way to going live. */
export function reviewProgress(
  state: IntegrationState,
  complete: boolean,
): Record<'contacts' | 'review' | 'live', ReviewProgress> {
  const contacts = complete ? 'done' : 'current'
  if (state === 'review') return { contacts, review: 'current', live: 'later' }
  if (state === 'onboarding') return { contacts, review: complete ? 'next' : 'later', live: 'later' }
  return { contacts, review: 'done', live: 'done' }
}

/** The steps that staff may take in a state, whether or not contacts are complete. */
export function listStaffSteps(state: IntegrationState): StaffStep[] {
  return staffSteps.filter((step) => rules[step].from === state)
}
