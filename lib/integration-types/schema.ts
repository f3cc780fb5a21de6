import type { MerchantIssuesRule } from '#/lib/contacts/schema.ts'

export const merchantIssuesRules = [
  'hidden',
  'optional',
  'required',
] as const satisfies readonly MerchantIssuesRule[]

export const longestTypeName = 80
