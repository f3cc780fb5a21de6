/** Where an account's integration stands (product.md, Integration state). */
export const integrationStates = ['onboarding', 'review', 'live', 'disabled', 'paused'] as const
export type IntegrationState = (typeof integrationStates)[number]

/** The two environments of the portal's switch. */
export const environments = ['production', 'sandbox'] as const
export type AccountEnvironment = (typeof environments)[number]
