import {
  type AddressRow,
  addressFieldIds,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  type FieldId,
  fieldIds,
  isAddressFieldId,
} from '#/db/words/accounts.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { differingFields, isBlankAddressRow } from './values.ts'

/** For each field, the version in which somebody last changed it, in the draft or by a revision. */
export type ChangedIn = Partial<Record<FieldId, number>>

/** Adds what a save changed: `before` and `after` are what the form showed before and shows now. */
export function noteChanged(
  known: ChangedIn | null,
  before: ContactFormValues,
  after: ContactFormValues,
  version: number,
): ChangedIn {
  const changed = differingFields(before, after).map((field) => [field, version] as const)
  return { ...known, ...Object.fromEntries(changed) }
}

/** One form's value of a field in another form. */
export function withField(
  values: ContactFormValues,
  field: FieldId,
  from: ContactFormValues,
): ContactFormValues {
  return { ...values, [field]: from[field] }
}

/**
 * The draft after `section` was submitted alone; null if nothing is left to submit. `base` and `submitted` are the
 * revisions before and after. Fields that the draft did not touch become the submitted ones, its others stay. In these,
 * the label and language of an address follow the submission, unless the draft has changed them itself.
 */
export function rebaseDraft(
  draft: ContactFormValues,
  base: ContactFormValues,
  submitted: ContactFormValues,
  section: FieldId,
): ContactFormValues | null {
  const touched = differingFields(draft, base).filter((field) => field !== section)
  const rebased = touched.reduce((values, field) => withField(values, field, draft), submitted)
  const followed = followWords(rebased, touched, base, submitted)
  return differingFields(followed, submitted).length > 0 ? followed : null
}

function followWords(
  values: ContactFormValues,
  touched: readonly FieldId[],
  base: ContactFormValues,
  submitted: ContactFormValues,
): ContactFormValues {
  const [was, is] = [rowsByAddress(base), rowsByAddress(submitted)]
  const follow = <Row extends AddressRow>(row: Row): Row => {
    if (isBlankAddressRow(row)) return row
    const [before, after] = [was.get(keyOfTyped(row.address)), is.get(keyOfTyped(row.address))]
    if (!before || !after || row.label !== before.label || row.locale !== before.locale) return row
    return { ...row, label: after.label, locale: after.locale }
  }
  const followed = { ...values }
  for (const field of touched) {
    if (isAddressFieldId(field)) followed[field] = values[field].map(follow)
    else if (field === 'brand-support') followed[field] = follow(values[field])
  }
  return followed
}

function rowsByAddress(values: ContactFormValues): Map<string, AddressRow> {
  const rows = [...addressFieldIds.flatMap((field) => values[field]), values['brand-support']]
  return new Map(rows.map((row) => [keyOfTyped(row.address), row]))
}

/**
 * Gives an address one label and language in every field, after `field` changed. A row that had an address before decides
 * both, also when it clears them; a row that adds one decides what it gives, and takes the rest from `before`.
 */
export function shareWords(
  info: ContactInformation,
  field: FieldId,
  before: ContactInformation,
): ContactInformation {
  const known = entriesByAddress(before, fieldIds)
  const had = entriesByAddress(before, [field])
  const decided = new Map<string, Words>()
  for (const [key, { label, locale }] of entriesByAddress(info, [field])) {
    const other = had.has(key) ? undefined : known.get(key)
    decided.set(key, { label: label || (other?.label ?? ''), locale: locale ?? other?.locale ?? null })
  }
  const share = <Entry extends ContactAddress>(entry: Entry): Entry => ({
    ...entry,
    ...decided.get(addressKey(entry.address)),
  })
  const shared = { ...info }
  for (const one of addressFieldIds) shared[one] = info[one].map(share)
  const brand = info['brand-support']
  return { ...shared, 'brand-support': brand && share(brand) }
}

type Words = Pick<ContactAddress, 'label' | 'locale'>

function entriesByAddress(info: ContactInformation, fields: readonly FieldId[]): Map<string, ContactAddress> {
  const brand = info['brand-support']
  const entries = fields.flatMap((field): ContactAddress[] => {
    if (isAddressFieldId(field)) return info[field]
    return field === 'brand-support' && brand ? [brand] : []
  })
  return new Map(entries.map((entry) => [addressKey(entry.address), entry]))
}
