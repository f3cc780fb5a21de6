import type { z } from 'zod'
import {
  type AddressFieldId,
  type AddressRow,
  // biome-ignore lint/style/noRestrictedImports: makes a version from a form
  addressFieldIds,
  type BrandRow,
  type BrandSupport,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  type EndpointEntry,
  emptyContacts,
  type FieldId,
  fieldIds,
  type HoursRow,
  isEditable,
  type MerchantIssuesRule,
  maxEndpoints,
  maxEntries,
  maxWindows,
  type RoutedField,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import { inEachField } from '#/lib/contacts/fields/entries.ts'
import { missingFields, requiredFields } from '#/lib/contacts/fields/policy.ts'
import { isBlankHoursRow } from '#/lib/contacts/hours/blank-row.ts'
import { mergeWindows } from '#/lib/contacts/hours/windows.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import {
  brandSupportSchema,
  type ContactError,
  contactAddressSchema,
  supportWindowSchema,
  toContactErrors,
} from './schema.ts'
import { shareWords } from './sections.ts'
import { emptyValues, isBlankAddressRow, isBlankBrandSupport, withFields } from './values.ts'

export type ValidationContext = {
  memberIds: Iterable<string>
  merchantIssues: MerchantIssuesRule
  environment: 'sandbox' | 'production'
  /** The last revision's content. */
  previous: ContactInformation | null
  /** The account's endpoints: a field lists some of them. */
  endpoints?: readonly EndpointEntry[]
}

/** By the name of the control (`technical.0.address`) or field (`technical`), in the order of the form. */
export type ContactErrors = Record<string, ContactError>

/** A value read differently from how it was typed, for the confirmation page. */
export type ContactNote =
  | { code: 'hours-merged'; path: string; params: Record<string, never> }
  | { code: 'domain-converted'; path: string; params: { typed: string; address: string } }
  | { code: 'refused-before'; path: string; params: { address: string; at: number } }
  | { code: 'zone-renamed'; path: string; params: { typed: string; zone: string } }

export type ContactValidation =
  | { ok: true; info: ContactInformation; notes: ContactNote[] }
  | { ok: false; errors: ContactErrors }

/** A valid row, and its name in the form: `technical.0`, `brand-support`. */
type ReadRow<Row, Entry> = { path: string; row: Row; entry: Entry }
type ReadAddress = ReadRow<AddressRow, ContactAddress>

/** Errors and notes, collected while reading one field after another. */
type Findings = { errors: Map<string, ContactError>; notes: ContactNote[]; addresses: ReadAddress[] }

/**
 * The contact information in the form's values, or its errors. Skips blank rows. In Sandbox it neither takes nor checks
 * alert contacts, and under a type that hides merchant issues it does neither for those: both stay unchanged
 * (product.md, Environments; The account).
 */
export function validateContacts(values: ContactFormValues, context: ValidationContext): ContactValidation {
  const { info, findings } = readValues(values, context)
  agreeOnAddresses(findings)
  requireFields(info, context, findings, fieldIds)
  return answerWith(info, findings)
}

/**
 * The last revision with one field replaced, or that field's errors: nothing elsewhere can refuse it. Label and language
 * belong to the address, so those given here hold in every field; where a new row gives none, it takes those that are
 * there.
 */
export function validateSection(
  values: ContactFormValues,
  field: FieldId,
  context: ValidationContext,
): ContactValidation {
  const previous: ContactInformation = context.previous ?? emptyContacts()
  const { info, findings } = readValues(withFields(emptyValues(), [field], values), context)
  const whole = withFields(previous, [field], info)
  requireFields(whole, context, findings, [field])
  return answerWith(shareWords(whole, field, previous), findings)
}

/** The content of a form, with everything that is wrong in a row or a field. */
function readValues(values: ContactFormValues, context: ValidationContext) {
  const findings: Findings = { errors: new Map(), notes: [], addresses: [] }
  const info: ContactInformation = { ...emptyContacts(), ...context.previous }
  if (isEditable('alerts', context)) info.alerts = readAlerts(values.alerts, [...context.memberIds], findings)
  else if (values.alerts.length > 0) findings.errors.set('alerts', { code: 'alerts-sandbox', params: {} })
  for (const field of addressFieldIds)
    if (isEditable(field, context)) info[field] = readAddresses(field, values, findings)
  info['brand-support'] = readBrandSupport(values['brand-support'], findings)
  info['support-hours'] = readHours(values['support-hours'], findings)
  if (context.environment === 'production')
    info.endpoints = inEachField((field) =>
      isEditable(field, context)
        ? readEndpoints(field, values, context, findings)
        : context.previous?.endpoints[field],
    )
  return { info, findings }
}

/** The chosen endpoints of the account; one that is gone was removed meanwhile. */
function readEndpoints(
  field: RoutedField,
  values: ContactFormValues,
  { endpoints = [] }: ValidationContext,
  { errors }: Findings,
): EndpointEntry[] {
  const ids = values.endpoints[field] ?? []
  const chosen = endpoints.filter(({ id }) => ids.includes(id))
  if (chosen.length > maxEndpoints.field)
    errors.set(`${field}.endpoints`, { code: 'endpoints-too-many', params: { max: maxEndpoints.field } })
  return chosen
}

/** Adds an error for each of `fields` that is required and empty. */
function requireFields(
  info: ContactInformation,
  context: ValidationContext,
  { errors }: Findings,
  fields: readonly FieldId[],
): void {
  for (const { field } of missingFields({ info, ...context })) {
    if (!fields.includes(field) || hasError(errors.keys(), field) || !isEditable(field, context)) continue
    if (field === 'brand-support')
      errors.set('brand-support.address', { code: 'address-required', params: {} })
    else errors.set(field, { code: 'required', params: {} })
  }
}

function answerWith(info: ContactInformation, { errors, notes }: Findings): ContactValidation {
  return errors.size === 0 ? { ok: true, info, notes } : { ok: false, errors: orderErrors(errors) }
}

/** `missing`: nothing is entered. `faulty`: what is entered could not be submitted. */
export type FieldProgress = { field: FieldId; state: 'done' | 'missing' | 'faulty' }

/**
 * The draft's progress by required field, in the order of the form (product.md, The gate). For Production, like the
 * gate: alert contacts count.
 */
export function draftProgress(
  values: ContactFormValues,
  account: { memberIds: Iterable<string>; merchantIssues: MerchantIssuesRule },
): FieldProgress[] {
  const checked = validateContacts(values, { ...account, environment: 'production', previous: null })
  const errors = checked.ok ? [] : Object.entries(checked.errors)
  return requiredFields(account.merchantIssues).map((field) => {
    const codes = errors.filter(([path]) => isWithin(field, path)).map(([, { code }]) => code)
    if (codes.length === 0) return { field, state: 'done' }
    const isEmpty = codes.every((code) => code === 'required' || code === 'address-required')
    return { field, state: isEmpty ? 'missing' : 'faulty' }
  })
}

function readAlerts(alerts: string[], memberIds: readonly string[], { errors }: Findings): string[] {
  const chosen = [...new Set(alerts)]
  const strangers = chosen.filter((userId) => !memberIds.includes(userId)).length
  if (strangers > 0) errors.set('alerts', { code: 'alerts-not-member', params: { count: strangers } })
  if (chosen.length > maxEntries) errors.set('alerts', { code: 'too-many', params: { max: maxEntries } })
  return chosen
}

function readAddresses(
  field: AddressFieldId,
  values: ContactFormValues,
  findings: Findings,
): ContactAddress[] {
  const written = numberRows(field, values[field], isBlankAddressRow)
  const read = readContacts(written, contactAddressSchema, findings)
  const { errors } = findings
  const seen = new Set<string>()
  for (const { path, entry } of read) {
    const key = addressKey(entry.address)
    if (seen.has(key))
      errors.set(`${path}.address`, { code: 'duplicate', params: { address: entry.address } })
    seen.add(key)
  }
  if (written.length > maxEntries) errors.set(field, { code: 'too-many', params: { max: maxEntries } })
  return read.map(({ entry }) => entry)
}

function readBrandSupport(row: BrandRow, findings: Findings): BrandSupport | null {
  const written = isBlankBrandSupport(row) ? [] : [{ path: 'brand-support', row }]
  return readContacts(written, brandSupportSchema, findings)[0]?.entry ?? null
}

function readHours(rows: HoursRow[], findings: Findings): SupportWindow[] {
  const field = 'support-hours'
  const { errors, notes } = findings
  const written = numberRows(field, rows, isBlankHoursRow)
  const read = readRows(written, supportWindowSchema, findings)
  for (const { path, row, entry } of read) {
    const typed = row.zone.trim()
    if (entry.zone.toLowerCase() === typed.toLowerCase()) continue
    notes.push({ code: 'zone-renamed', path: `${path}.zone`, params: { typed, zone: entry.zone } })
  }
  const { windows, merged } = mergeWindows(read.map(({ entry }) => entry))
  // Hours of more than a day are cut at midnights, so there may be more windows than written.
  if (Math.max(written.length, windows.length) > maxWindows)
    errors.set(field, { code: 'too-many', params: { max: maxWindows } })
  if (merged) notes.push({ code: 'hours-merged', path: field, params: {} })
  return windows
}

/** Rows that are not blank, under their names in the form. */
function numberRows<Row>(field: string, rows: readonly Row[], isBlank: (row: Row) => boolean) {
  return rows.map((row, index) => ({ path: `${field}.${index}`, row })).filter(({ row }) => !isBlank(row))
}

function readRows<Row, Entry>(
  rows: readonly { path: string; row: Row }[],
  schema: z.ZodType<Entry>,
  { errors }: Findings,
): ReadRow<Row, Entry>[] {
  return rows.flatMap(({ path, row }) => {
    const parsed = schema.safeParse(row)
    if (parsed.success) return [{ path, row, entry: parsed.data }]
    for (const [part, error] of toContactErrors(parsed.error))
      errors.set(part === '' ? path : `${path}.${part}`, error)
    return []
  })
}

/** Reads rows of addresses; records each for the comparison across fields, and whether its domain was converted. */
function readContacts<Row extends AddressRow, Entry extends ContactAddress>(
  rows: readonly { path: string; row: Row }[],
  schema: z.ZodType<Entry>,
  findings: Findings,
): ReadRow<Row, Entry>[] {
  const read = readRows(rows, schema, findings)
  findings.addresses.push(...read)
  for (const { path, row, entry } of read) {
    const typed = row.address.trim()
    if (!/\P{ASCII}/u.test(typed)) continue
    const params = { typed, address: entry.address }
    findings.notes.push({ code: 'domain-converted', path: `${path}.address`, params })
  }
  return read
}

/**
 * Label and language belong to the address within the account, not to the field: if an address is in several fields,
 * blank values are filled from the others, and two that differ are an error at the later.
 */
function agreeOnAddresses({ addresses, errors }: Findings): void {
  for (const same of Map.groupBy(addresses, ({ entry }) => addressKey(entry.address)).values()) {
    const label = same.find(({ entry }) => entry.label !== '')?.entry.label ?? ''
    const locale = same.find(({ entry }) => entry.locale !== null)?.entry.locale ?? null
    for (const { path, entry } of same) {
      const { address } = entry
      if (entry.label === '') entry.label = label
      if (entry.locale === null) entry.locale = locale
      if (entry.label !== label)
        errors.set(`${path}.label`, { code: 'label-differs', params: { address, label } })
      if (locale !== null && entry.locale !== locale)
        errors.set(`${path}.locale`, { code: 'locale-differs', params: { address, locale } })
    }
  }
}

function hasError(paths: Iterable<string>, field: string): boolean {
  return Iterator.from(paths).some((path) => isWithin(field, path))
}

const isWithin = (field: string, path: string): boolean => path === field || path.startsWith(`${field}.`)

/** In the order of the form, so that people read a list of errors from top to bottom. */
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
