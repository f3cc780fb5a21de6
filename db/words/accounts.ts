/** The state of an account's integration (product.md, Integration state). */
export const integrationStates = ['onboarding', 'review', 'live', 'disabled', 'paused'] as const
export type IntegrationState = (typeof integrationStates)[number]

/** The two environments of the portal's switch. */
export const environments = ['production', 'sandbox'] as const
export type AccountEnvironment = (typeof environments)[number]

/** Longest name of an account, in characters as a browser counts them. */
export const longestName = 100

/** By how many days staff may extend a deadline at once. */
export const extensionDays = [7, 14, 30] as const
