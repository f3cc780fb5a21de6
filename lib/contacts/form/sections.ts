import type { ContactAddress, ContactFormValues, ContactInformation, FieldId } from '#/db/words/accounts.ts'
import { entriesOf, mapEntries } from '#/lib/contacts/fields/entries.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { differingFields, isBlankAddressRow, withFields } from './values.ts'

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
  const rebased = withFields(submitted, touched, draft)
  const followed = followWords(rebased, touched, base, submitted)
  return differingFields(followed, submitted).length > 0 ? followed : null
}

function followWords(
  values: ContactFormValues,
  touched: readonly FieldId[],
  base: ContactFormValues,
  submitted: ContactFormValues,
): ContactFormValues {
  const [was, is] = [base, submitted].map(
    (rows) => new Map(entriesOf(rows).map(({ entry }) => [keyOfTyped(entry.address), entry])),
  )
  return mapEntries(values, (row, field) => {
    if (!touched.includes(field) || isBlankAddressRow(row)) return row
    const [before, after] = [was?.get(keyOfTyped(row.address)), is?.get(keyOfTyped(row.address))]
    if (!before || !after || row.label !== before.label || row.locale !== before.locale) return row
    return { ...row, label: after.label, locale: after.locale }
  })
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
  const known = new Map(entriesOf(before).map(({ entry }) => [addressKey(entry.address), entry]))
  const isIn = (one: { field: FieldId }) => one.field === field
  const had = new Set(
    entriesOf(before)
      .filter(isIn)
      .map(({ entry }) => addressKey(entry.address)),
  )
  const decided = new Map<string, Words>()
  for (const { entry } of entriesOf(info).filter(isIn)) {
    const key = addressKey(entry.address)
    const other = had.has(key) ? undefined : known.get(key)
    const { label, locale } = entry
    decided.set(key, { label: label || (other?.label ?? ''), locale: locale ?? other?.locale ?? null })
  }
  return mapEntries(info, (entry) => ({ ...entry, ...decided.get(addressKey(entry.address)) }))
}

type Words = Pick<ContactAddress, 'label' | 'locale'>
