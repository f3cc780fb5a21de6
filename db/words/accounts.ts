import type { Locale } from './people.ts'

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

/** The seven fields of an account's contact information, in the order of the form (product.md, Contact information). */
export const fieldIds = [
  'alerts',
  'technical-emergency',
  'technical',
  'merchant-issues',
  'operations',
  'brand-support',
  'support-hours',
] as const
export type FieldId = (typeof fieldIds)[number]

/** The four fields that hold a list of 1–10 free addresses. */
export const addressFieldIds = ['technical-emergency', 'technical', 'merchant-issues', 'operations'] as const
export type AddressFieldId = (typeof addressFieldIds)[number]

export const maxEntries = 10

/** A free address of the account. `locale: null` means the account's default language. */
export type ContactAddress = { address: string; label: string; locale: Locale | null }
export type BrandSupport = ContactAddress & { phone: string; helpUrl: string }

/** ISO 8601 weekdays, 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** `opens`, `closes`: `HH:MM`; `closes` may be `24:00`; `closes` before `opens` runs past midnight. `zone`: IANA. */
export type SupportWindow = { days: Weekday[]; opens: string; closes: string; zone: string }

/** The same as typed. `locale: ''` means the account's default language. */
export type AddressRow = { address: string; label: string; locale: string }
export type BrandRow = AddressRow & { phone: string; helpUrl: string }
export type HoursRow = { days: string[]; opens: string; closes: string; zone: string }

/** The seven fields with their values. `alerts` are user ids. */
type Contacts<Address, Brand, Hours> = Record<AddressFieldId, Address[]> & {
  alerts: string[]
  'brand-support': Brand
  'support-hours': Hours[]
}

/** The content of a revision: only valid values, normalised. */
export type ContactInformation = Contacts<ContactAddress, BrandSupport | null, SupportWindow>

/** The content of the form and of a draft: everything as typed. */
export type ContactFormValues = Contacts<AddressRow, BrandRow, HoursRow>

/**
 * The cause of a revision: somebody submitted it, an alert contact left, an address's reader said "This is not me", or
 * an address was erased.
 */
export type RevisionCause = 'submitted' | 'left' | 'refused' | 'erased'

/** Limits that the form's controls and the checks share. Lengths count characters as a browser's `maxlength` does. */
export const maxLengths = {
  address: 254,
  localPart: 64,
  label: 60,
  phone: 40,
  helpUrl: 2000,
  zone: 64,
} as const

/** Windows of support hours: two turns on each day of the week in three zones, and room to spare. */
export const maxWindows = 50

/** The state of the merchant-issues field under the account's integration type (product.md, The account). */
export type MerchantIssuesRule = 'hidden' | 'optional' | 'required'

export function isFieldId(value: unknown): value is FieldId {
  return fieldIds.some((field) => field === value)
}

export function isAddressFieldId(value: unknown): value is AddressFieldId {
  return addressFieldIds.some((field) => field === value)
}

/** How a confirmation request ended: its reader said "This is not me" or joined the account, or it was removed. */
export type ConfirmationEnd = 'removed' | 'refused' | 'joined'

/** The field that a free address is registered for. */
export type ServedField = AddressFieldId | 'brand-support'

/** Why a mail asks: a new address, no answer yet, or a member of the account sent it again. */
export type AskingKind = 'first' | 'reminder' | 'again'
