import { type AccountEnvironment, type FieldId, type MerchantIssuesRule, rowOf } from '#/db/words/accounts.ts'

/**
 * Whether an account has to fill in a field, may, or does not see it under its integration type. A hidden field keeps its
 * value, unused (product.md, Integration types).
 */
export function ruleOf(field: FieldId, merchantIssues: MerchantIssuesRule): MerchantIssuesRule {
  const { required } = rowOf(field)
  if (required === 'by-type') return merchantIssues
  return required === 'always' ? 'required' : 'optional'
}

/** Where a form is open, and what the integration type says. */
type Place = { environment: AccountEnvironment; merchantIssues: MerchantIssuesRule }

/** Whether a field can be changed there. Otherwise it keeps its value (product.md, Environments; The account). */
export function isEditable(field: FieldId, { environment, merchantIssues }: Place): boolean {
  const { only = environment } = rowOf(field)
  return only === environment && ruleOf(field, merchantIssues) !== 'hidden'
}
