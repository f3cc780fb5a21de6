import type { Locale } from '#/lib/locale.ts'

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

/** What a revision holds: only valid values, normalised. `alerts` are user ids. */
export type ContactInformation = {
  alerts: string[]
  'technical-emergency': ContactAddress[]
  technical: ContactAddress[]
  'merchant-issues': ContactAddress[]
  operations: ContactAddress[]
  'brand-support': BrandSupport | null
  'support-hours': SupportWindow[]
}

/** What the form holds and a draft keeps: everything as typed. `locale: ''` means the account's default language. */
export type AddressRow = { address: string; label: string; locale: string }
export type HoursRow = { days: string[]; opens: string; closes: string; zone: string }
export type ContactFormValues = {
  alerts: string[]
  'technical-emergency': AddressRow[]
  technical: AddressRow[]
  'merchant-issues': AddressRow[]
  operations: AddressRow[]
  'brand-support': AddressRow & { phone: string; helpUrl: string }
  'support-hours': HoursRow[]
}
