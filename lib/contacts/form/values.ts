import {
  type AddressRow,
  // biome-ignore lint/style/noRestrictedImports: makes a form from a version and back
  addressFieldIds,
  type BrandRow,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  type EndpointsByField,
  emptyForm,
  type FieldId,
  fieldIds,
  type HoursRow,
  isAddressFieldId,
  isEditable,
  isFieldId,
  isRouted,
  type MerchantIssuesRule,
  maxEndpoints,
  maxWindows,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import { inEachField } from '#/lib/contacts/fields/entries.ts'
import { blankHoursRow, isBlankHoursRow } from '#/lib/contacts/hours/blank-row.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'

export function blankAddressRow(address = ''): AddressRow {
  return { address, label: '', locale: '' }
}

/** A blank row. Its language alone makes no difference: the list always shows one. */
export function isBlankAddressRow(row: AddressRow): boolean {
  return row.address.trim() === '' && row.label.trim() === ''
}

export function isBlankBrandSupport(row: BrandRow): boolean {
  return isBlankAddressRow(row) && row.phone.trim() === '' && row.helpUrl.trim() === ''
}

/** The form for a revision's content; null if the account has none yet. */
export function toFormValues(info: ContactInformation | null): ContactFormValues {
  const values = emptyForm()
  if (info === null) return withRowToWriteInto(values)
  const brand = info['brand-support']
  values.alerts = [...info.alerts]
  for (const field of addressFieldIds) values[field] = info[field].map(toAddressRow)
  if (brand) values['brand-support'] = { ...brand, ...toAddressRow(brand) }
  values['support-hours'] = info['support-hours'].map(toHoursRow)
  values.endpoints = inEachField((field) => info.endpoints[field]?.map(({ id }) => id))
  return withRowToWriteInto(values)
}

export function emptyValues(): ContactFormValues {
  return toFormValues(null)
}

/** The values with at least one row in every list, since without a script nobody can add one. */
export function withRowToWriteInto(values: ContactFormValues): ContactFormValues {
  const filled = { ...values }
  for (const field of addressFieldIds) {
    if (filled[field].length === 0) filled[field] = [blankAddressRow()]
  }
  if (filled['support-hours'].length === 0) filled['support-hours'] = [blankHoursRow()]
  return filled
}

/** A draft to save, with hidden values from the stored one. Saving must not erase values that the form did not show. */
export function withUnshown(
  values: ContactFormValues,
  kept: ContactFormValues,
  shown: { environment: 'sandbox' | 'production'; merchantIssues: MerchantIssuesRule },
): ContactFormValues {
  const unshown = fieldIds.filter((field) => !isEditable(field, shown))
  const filled = withFields(values, unshown, kept)
  return shown.environment === 'production' ? filled : { ...filled, endpoints: kept.endpoints }
}

/** The values with those of some fields from another form, endpoints included. */
export function withFields<Of extends { endpoints: EndpointsByField<unknown> }>(
  values: Of,
  fields: readonly (FieldId & keyof Of)[],
  from: Of,
): Of {
  const endpoints = inEachField(
    (field) => (fields.some((one) => one === field) ? from : values).endpoints[field],
  )
  return {
    ...values,
    ...Object.fromEntries(fields.map((field) => [field, from[field]])),
    endpoints,
  }
}

/** Blank hours without the zone that the form offers: nobody chose that. */
export function withoutOfferedZone(values: ContactFormValues, offered: string): ContactFormValues {
  const chosen = chosenZone(values)
  return chosen !== '' && chosen === offered ? { ...values, 'support-hours': [blankHoursRow()] } : values
}

/** The zone of hours that are still blank; empty if there are hours or nobody chose one. */
function chosenZone({ 'support-hours': rows }: ContactFormValues): string {
  return rows.every(isBlankHoursRow) ? (rows[0]?.zone.trim() ?? '') : ''
}

/** Whether a draft would keep something of `one` that `other` does not say: a chosen zone counts before its hours do. */
export function saysMore(one: ContactFormValues, other: ContactFormValues): boolean {
  return differingFields(one, other).length > 0 || chosenZone(one) !== chosenZone(other)
}

const toHoursRow = (window: SupportWindow): HoursRow => ({ ...window, days: window.days.map(String) })

function toAddressRow({ address, label, locale }: ContactAddress): AddressRow {
  return { address, label, locale: locale ?? '' }
}

/**
 * The fields with different content in the two forms. Blank rows, white space around a text, and the order of rows, of
 * alert contacts and of days make no difference.
 */
export function differingFields(one: ContactFormValues, other: ContactFormValues): FieldId[] {
  return fieldIds.filter((field) => wordsOf(one, field) !== wordsOf(other, field))
}

/**
 * Merges two forms: `mine` for the chosen fields, and `theirs` for all others, since theirs is stored and only a choice
 * may overwrite it (product.md, Two people at once).
 */
export function mergeChosen(
  mine: ContactFormValues,
  theirs: ContactFormValues,
  choices: Partial<Record<FieldId, 'mine' | 'theirs'>>,
): ContactFormValues {
  const chosen = fieldIds.filter((field) => choices[field] === 'mine')
  return withFields(theirs, chosen, mine)
}

function wordsOf(values: ContactFormValues, field: FieldId): string {
  const ids = isRouted(field) ? (values.endpoints[field] ?? []).toSorted() : []
  return wordsOfEntries(values, field) + ids.join()
}

function wordsOfEntries(values: ContactFormValues, field: FieldId): string {
  if (field === 'alerts') return JSON.stringify(values.alerts.toSorted())
  if (field === 'brand-support') return wordsOfRow(values[field])
  const rows =
    field === 'support-hours'
      ? values[field].filter((row) => !isBlankHoursRow(row))
      : values[field].filter((row) => !isBlankAddressRow(row))
  return JSON.stringify(rows.map(wordsOfRow).sort())
}

function wordsOfRow(row: AddressRow | HoursRow): string {
  const parts = Object.entries<string | string[]>(row).map(([part, value]) => [
    part,
    typeof value === 'string' ? value.trim() : value.toSorted(),
  ])
  return JSON.stringify(parts.sort())
}

/** More than every limit, so that an overlong text still shows as such, and short enough to return. */
export const maxTyped = 2048
/**
 * Twice the size of all fields when full. A draft is kept as typed, and the audit log keeps its text once it is
 * discarded: nobody could open a page with megabytes of it.
 */
export const maxTypedInAll = 40_000
/** Most rows that the form returns; no person types more. */
export const maxRows = maxWindows + 1

/**
 * The form's values as typed: callers must still check them. Fields are named `alerts` (repeated),
 * `technical.0.address|label|locale`, `brand-support.address|label|locale|phone|helpUrl`, `support-hours.0.days`
 * (repeated)`|opens|closes|zone`, `technical.endpoints` (repeated). Ignores unknown names and files. Each text is at most `maxTyped` long, all together
 * `maxTypedInAll`, and each list `maxRows`; rows keep their order, numbered from 0.
 */
export function parseForm(form: FormData): ContactFormValues {
  const values = emptyValues()
  const addresses = new Map(addressFieldIds.map((field) => [field, new Map<number, AddressRow>()]))
  const hours = new Map<number, HoursRow>()
  let room = maxTypedInAll
  for (const [name, entry] of form) {
    // React's own entries are long, and nobody typed them.
    if (typeof entry !== 'string' || name.startsWith('$ACTION')) continue
    const text = toStorableText(entry, Math.min(maxTyped, room))
    room -= text.length
    const [field = '', second = '', third = ''] = name.split('.', 4)
    if (name === 'alerts') addOnce(values.alerts, text, maxRows)
    else if (second === 'endpoints') addEndpoint(field, text)
    else if (field === 'brand-support') writeInto(values['brand-support'], second, text)
    else if (/^\d{1,6}$/.test(second)) writeRow(field, Number(second), third, text)
  }
  for (const [field, rows] of addresses) values[field] = listRows(rows, isBlankAddressRow)
  values['support-hours'] = listRows(hours, isBlankHoursRow)
  return withRowToWriteInto(values)

  function addEndpoint(field: string, id: string) {
    if (!isFieldId(field) || !isRouted(field)) return
    const ids = values.endpoints[field] ?? []
    addOnce(ids, id, maxEndpoints.account)
    values.endpoints[field] = ids
  }

  function writeRow(field: string, index: number, part: string, text: string) {
    const rows = isAddressFieldId(field) ? addresses.get(field) : undefined
    if (rows) writeInto(rowAt(rows, index, blankAddressRow), part, text)
    else if (field === 'support-hours' && part === 'days')
      addOnce(rowAt(hours, index, blankHoursRow).days, text, 7)
    else if (field === 'support-hours') writeInto(rowAt(hours, index, blankHoursRow), part, text)
  }
}

function addOnce(texts: string[], text: string, limit: number) {
  if (text !== '' && texts.length < limit && !texts.includes(text)) texts.push(text)
}

/** Parts are own text properties of the row; other names are ignored. */
function writeInto<Row extends object>(row: Row, part: string, text: string) {
  if (Object.hasOwn(row, part) && part !== 'days') Object.assign(row, { [part]: text })
}

function rowAt<Row>(rows: Map<number, Row>, index: number, blank: () => Row): Row {
  const row = rows.get(index) ?? blank()
  rows.set(index, row)
  return row
}

function listRows<Row>(rows: Map<number, Row>, isBlank: (row: Row) => boolean): Row[] {
  const ordered = [...rows].sort(([one], [other]) => one - other).map(([, row]) => row)
  // Drops blank rows first if there are too many, since they hold nothing.
  return ordered.length <= maxRows ? ordered : ordered.filter((row) => !isBlank(row)).slice(0, maxRows)
}
