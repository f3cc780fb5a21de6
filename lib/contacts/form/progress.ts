import type { ContactFormValues, ContactInformation, MerchantIssuesRule } from '#/db/words/contacts.ts'
import { missingFields, requiredFields } from '#/lib/contacts/fields/policy.ts'
import { validateContacts } from './validate.ts'

const nothing: ContactInformation = {
  alerts: [],
  'technical-emergency': [],
  technical: [],
  'merchant-issues': [],
  operations: [],
  'brand-support': null,
  'support-hours': [],
}

/**
 * How far along the draft is: its valid required fields, and all that are required ("4 of 6" where merchant issues is
 * hidden; product.md, The gate). Speaks of Production, as the gate does: alert contacts count.
 */
export function draftProgress(
  values: ContactFormValues,
  account: { memberIds: Iterable<string>; merchantIssues: MerchantIssuesRule },
): { valid: number; required: number } {
  const memberIds = [...account.memberIds]
  const { merchantIssues } = account
  const checked = validateContacts(values, {
    memberIds,
    merchantIssues,
    environment: 'production',
    previous: null,
  })
  const info = checked.ok ? checked.info : { ...nothing, ...checked.partial }
  const required = requiredFields(merchantIssues).length
  return { valid: required - missingFields({ info, merchantIssues, memberIds }).length, required }
}
