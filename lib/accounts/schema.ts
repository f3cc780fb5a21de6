/** Where an account's integration stands (product.md, Integration state). */
export const integrationStates = ['onboarding', 'review', 'live', 'disabled', 'paused'] as const
export type IntegrationState = (typeof integrationStates)[number]

/** What an integration type says about the merchant-issues contact. */
export const merchantIssuesRules = ['hidden', 'optional', 'required'] as const
export type MerchantIssuesRule = (typeof merchantIssuesRules)[number]

/** The two environments of the portal's switch. */
export const environments = ['production', 'sandbox'] as const
export type AccountEnvironment = (typeof environments)[number]
