/** Categories of a support case; `urgent` asks which situation it is (product.md, Support cases). */
export const caseCategories = ['urgent', 'contact-information', 'users', 'integration', 'other'] as const
export type CaseCategory = (typeof caseCategories)[number]

export const urgentSituations = [
  'integration-down',
  'most-merchants-not-served',
  'end-users-blocked',
] as const
export type UrgentSituation = (typeof urgentSituations)[number]

export const caseStatuses = ['open', 'closed'] as const
export type CaseStatus = (typeof caseStatuses)[number]

/** Longest subject and text, in characters as a browser counts them. */
export const caseLimits = { subject: 120, text: 10_000 } as const

/** The side that an open case waits for: the one that did not write last. */
export const queueSides = ['staff', 'partner'] as const
export type QueueSide = (typeof queueSides)[number]
