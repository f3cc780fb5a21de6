import type { Locale } from './people.ts'

/** The state of an account's integration (product.md, Integration state). */
export const integrationStates = ['onboarding', 'review', 'live', 'disabled', 'paused'] as const
export type IntegrationState = (typeof integrationStates)[number]

/** The two environments of the portal's switch. */
export const environments = ['production', 'sandbox'] as const
export type AccountEnvironment = (typeof environments)[number]

/** Longest name of an account, in characters as a browser counts them. */
export const maxNameLength = 100

/** By how many days staff may extend a deadline at once. */
export const extensionDays = [7, 14, 30] as const

/** What there is to know of a field besides its texts (`messages/…/fields.json`). */
type Field = {
  /** Members' ids, free addresses, the address that users see, or hours. */
  holds: 'members' | 'addresses' | 'brand' | 'hours'
  /** `by-type`: the integration type requires, allows or hides it. */
  required: 'always' | 'by-type' | 'never'
  /** Whether end users see it, where that is worth saying. */
  audience?: 'private' | 'public'
  /** The only environment in which it can be changed. */
  only?: 'production'
  /**
   * A step of routes can notify it, and it may have endpoints beside its entries (channels.md, An endpoint); a test of it is a notice
   * of this category.
   */
  routed?: string
}

/** The fields of an account's contact information, in the order of the form (product.md, Contact information). */
export const fields = {
  alerts: { holds: 'members', required: 'always', only: 'production', routed: 'production-alert' },
  'technical-emergency': { holds: 'addresses', required: 'always', routed: 'emergency' },
  technical: { holds: 'addresses', required: 'always', routed: 'technical' },
  'merchant-issues': { holds: 'addresses', required: 'by-type', routed: 'merchant-issue' },
  operations: { holds: 'addresses', required: 'always', audience: 'private', routed: 'user-escalation' },
  'brand-support': { holds: 'brand', required: 'always', audience: 'public' },
  'support-hours': { holds: 'hours', required: 'always' },
} as const satisfies Record<string, Field>

/** The row of a field, also with what only some rows say. */
export function rowOf(field: keyof typeof fields): Field {
  return fields[field]
}

export type FieldId = keyof typeof fields
type FieldHolding<Kind> = {
  [Id in FieldId]: (typeof fields)[Id]['holds'] extends Kind ? Id : never
}[FieldId]

/** In the order of the form. */
export const fieldIds = Object.keys(fields) as FieldId[]

/** The fields that hold a list of 1–10 free addresses. */
export const addressFieldIds = fieldIds.filter(isAddressFieldId)
export type AddressFieldId = FieldHolding<'addresses'>

/** The fields that free addresses are registered for. */
export const servedFields = fieldIds.filter(isServedField)
export type ServedField = FieldHolding<'addresses' | 'brand'>

/** The fields that steps can notify: they may have endpoints, and get a test notice (notices.md, Test). */
export const routedFields = fieldIds.filter(isRouted)
export type RoutedField = {
  [Id in FieldId]: (typeof fields)[Id] extends { routed: string } ? Id : never
}[FieldId]

export const maxEntries = 10

/** Most endpoints of a field, and of an account (channels.md, An endpoint). */
export const maxEndpoints = { field: 5, account: 10 } as const

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

/** How a contact point that is not mail is reached (docs/specification/channels.md). */
export const endpointKinds = ['webhook', 'pagerduty', 'ntfy', 'slack', 'teams', 'google-chat', 'sms'] as const
export type EndpointKind = (typeof endpointKinds)[number]

/**
 * What there is to know of a kind. `wakes`: it makes a sound; a chat does not. `repeats`: it repeats by itself, so we do not.
 * `gateway`: it needs the operator's (`PHONE_GATEWAY`). `urgentOnly`: it takes no other notices (`isUrgent`).
 */
type KindFacts = { name: string; wakes: boolean; repeats?: true; gateway?: true; urgentOnly?: true }

export const kinds: Record<EndpointKind, KindFacts> = {
  webhook: { name: 'Webhook', wakes: true },
  pagerduty: { name: 'PagerDuty', wakes: true, repeats: true },
  ntfy: { name: 'ntfy', wakes: true },
  slack: { name: 'Slack', wakes: false },
  teams: { name: 'Microsoft Teams', wakes: false },
  'google-chat': { name: 'Google Chat', wakes: false },
  sms: { name: 'SMS', wakes: true, gateway: true, urgentOnly: true },
}

type Shown = { kind: EndpointKind; hint: string }

/** An endpoint for people, in lists of addresses: its service and its host, or the last digits of its number. */
export function showEndpoint({ kind, hint }: Shown): string {
  return `${kinds[kind].name} · ${kinds[kind].gateway ? '…' : ''}${hint}`
}

/** What people call it, and what it is: "Paolo’s phone (ntfy · ntfy.sh)". Older ones may have no label. */
export function nameEndpoint({ label, ...endpoint }: Shown & { label: string }): string {
  return label ? `${label} (${showEndpoint(endpoint)})` : showEndpoint(endpoint)
}

/** What the limit per host counts by: all text messages go to the operator's one gateway. */
export function hostOf({ kind, hint }: Shown): string {
  return kinds[kind].gateway ? 'gateway' : hint
}

/** An endpoint as a revision has it. `hint`: its host, or the last digits of a number; `locale` as of an address. */
export type EndpointEntry = {
  id: string
  kind: EndpointKind
  label: string
  hint: string
  locale: Locale | null
}

/** The endpoints of each field; a field without any may be left out. */
export type EndpointsByField<Entry> = { [Id in RoutedField]?: Entry[] }

type Held<Address, Brand, Hours> = { members: string[]; addresses: Address[]; brand: Brand; hours: Hours[] }

/** Every field with its value; `members` are user ids. */
type Contacts<Address, Brand, Hours> = {
  [Id in FieldId]: Held<Address, Brand, Hours>[(typeof fields)[Id]['holds']]
}

/** The content of a revision: only valid values, normalised. */
export type ContactInformation = Contacts<ContactAddress, BrandSupport | null, SupportWindow> & {
  endpoints: EndpointsByField<EndpointEntry>
}

/** The content of the form and of a draft: everything as typed, and endpoints by their ids. */
export type ContactFormValues = Contacts<AddressRow, BrandRow, HoursRow> & {
  endpoints: EndpointsByField<string>
}

/** Contact information in which nothing is given. */
export function emptyContacts(): Contacts<never, null, never> & { endpoints: Record<never, never> } {
  const empty = fieldIds.map((field) => [field, fields[field].holds === 'brand' ? null : []])
  return { ...Object.fromEntries(empty), endpoints: {} }
}

/** The form without a row. */
export function emptyForm(): ContactFormValues {
  const brand = { address: '', label: '', locale: '', phone: '', helpUrl: '' }
  return { ...emptyContacts(), 'brand-support': brand }
}

/** Stored contacts with the fields that they lack because an older release wrote them. */
export function withEveryField<Stored extends object>(stored: Stored, empty: () => Stored): Stored {
  return [...fieldIds, 'endpoints'].every((field) => field in stored) ? stored : { ...empty(), ...stored }
}

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

export function isFieldId(value: unknown): value is FieldId {
  return typeof value === 'string' && Object.hasOwn(fields, value)
}

export function isAddressFieldId(value: unknown): value is AddressFieldId {
  return isFieldId(value) && fields[value].holds === 'addresses'
}

export function isRouted(field: FieldId): field is RoutedField {
  return rowOf(field).routed !== undefined
}

function isServedField(field: FieldId): field is ServedField {
  return isAddressFieldId(field) || fields[field].holds === 'brand'
}

/** How a confirmation request ended: its reader said "This is not me" or joined the account, or it was removed. */
export type ConfirmationEnd = 'removed' | 'refused' | 'joined'

/** Why a mail asks: a new address, no answer yet, or a member of the account sent it again. */
export type AskingKind = 'first' | 'reminder' | 'again'
