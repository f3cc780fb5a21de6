import {
  type ContactFormValues,
  type ContactInformation,
  fieldIds,
  type MerchantIssuesRule,
} from '#/db/words/contacts.ts'
import { missingFields } from '#/lib/contacts/fields/policy.ts'
import { agreeOnAddresses } from './agreement.ts'
import type { ContactError } from './checks.ts'
import {
  type ContactNote,
  type Findings,
  readAddresses,
  readAlerts,
  readBrandSupport,
  readHours,
} from './field-readers.ts'

export type ValidationContext = {
  memberIds: Iterable<string>
  merchantIssues: MerchantIssuesRule
  environment: 'sandbox' | 'production'
  /** The last revision's content. */
  previous: ContactInformation | null
}

/** By the name of the control (`technical.0.address`) or of the field (`technical`), in the order of the form. */
export type ContactErrors = Record<string, ContactError>

export type ContactValidation =
  | { ok: true; info: ContactInformation; notes: ContactNote[] }
  | { ok: false; errors: ContactErrors; partial: Partial<ContactInformation> }

/**
 * The contact information that the form's values mean, or what is wrong with them; `partial` then holds the fields that
 * are right. Blank rows are passed over. In Sandbox alert contacts are neither taken nor checked, and under a type that
 * hides merchant issues neither are those: both stay as they were (product.md, Environments; The account).
 */
export function validateContacts(values: ContactFormValues, context: ValidationContext): ContactValidation {
  const findings: Findings = { errors: new Map(), notes: [], contacts: [] }
  const { errors } = findings
  const memberIds = [...context.memberIds]
  const sandbox = context.environment === 'sandbox'
  const hidden = context.merchantIssues === 'hidden'
  const { previous } = context

  const info: ContactInformation = {
    alerts: sandbox ? (previous?.alerts ?? []) : readAlerts(values.alerts, memberIds, findings),
    'technical-emergency': readAddresses('technical-emergency', values['technical-emergency'], findings),
    technical: readAddresses('technical', values.technical, findings),
    'merchant-issues': hidden
      ? (previous?.['merchant-issues'] ?? [])
      : readAddresses('merchant-issues', values['merchant-issues'], findings),
    operations: readAddresses('operations', values.operations, findings),
    'brand-support': readBrandSupport(values['brand-support'], findings),
    'support-hours': readHours(values['support-hours'], findings),
  }
  agreeOnAddresses(findings.contacts, errors)
  if (sandbox && values.alerts.length > 0) errors.set('alerts', { code: 'alerts-sandbox', params: {} })
  for (const { field } of missingFields({ info, merchantIssues: context.merchantIssues, memberIds })) {
    if (hasError(errors, field) || (sandbox && field === 'alerts')) continue
    if (field === 'brand-support')
      errors.set('brand-support.address', { code: 'address-required', params: {} })
    else errors.set(field, { code: 'required', params: {} })
  }

  if (errors.size === 0) return { ok: true, info, notes: findings.notes }
  const right = Object.entries(info).filter(([field]) => !hasError(errors, field))
  return { ok: false, errors: orderErrors(errors), partial: Object.fromEntries(right) }
}

function hasError(errors: ReadonlyMap<string, ContactError>, field: string): boolean {
  return [...errors.keys()].some((path) => path === field || path.startsWith(`${field}.`))
}

/** In the order of the form, so that a list of the errors reads from top to bottom. */
function orderErrors(errors: ReadonlyMap<string, ContactError>): ContactErrors {
  const fields: readonly string[] = fieldIds
  const parts = ['days', 'address', 'label', 'locale', 'phone', 'helpUrl', 'opens', 'closes', 'zone']
  const place = (path: string): number => {
    const [field = '', ...rest] = path.split('.')
    const row = rest.length > 1 ? Number(rest[0]) + 1 : 0
    const part = parts.indexOf(rest.at(-1) ?? '') + 1
    return (fields.indexOf(field) * 1000 + row) * 100 + part
  }
  return Object.fromEntries([...errors].sort(([one], [other]) => place(one) - place(other)))
}
