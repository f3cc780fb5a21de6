import type { MerchantIssuesRule } from '#/db/words/accounts.ts'

export const merchantIssuesRules = [
  'hidden',
  'optional',
  'required',
] as const satisfies readonly MerchantIssuesRule[]

export const maxTypeNameLength = 80
