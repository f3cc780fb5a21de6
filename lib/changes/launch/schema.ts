/** What changes the state of an integration (product.md, Integration state). */
export const memberSteps = ['request-review', 'pause', 'resume'] as const
export const staffSteps = ['approve', 'send-back', 'disable', 'enable'] as const
export type MemberStep = (typeof memberSteps)[number]
export type StaffStep = (typeof staffSteps)[number]
export type LaunchStep = MemberStep | StaffStep

/** Longest reason staff give, in characters as a browser counts them. */
export const longestReason = 2000
