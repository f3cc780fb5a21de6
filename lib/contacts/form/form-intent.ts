import {
  type AddressFieldId,
  type AddressRow,
  type ContactFormValues,
  type HoursRow,
  isAddressFieldId,
  maxEntries,
  type RoutedField,
  routedFields,
} from '#/db/words/accounts.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { blankHoursRow, isBlankHoursRow } from '#/lib/contacts/hours/blank-row.ts'
import { splitPasted } from './paste.ts'
import { blankAddressRow, isBlankAddressRow, maxRows, withRowToWriteInto } from './values.ts'

const hoursPresets = {
  '24/7': { days: ['1', '2', '3', '4', '5', '6', '7'], opens: '00:00', closes: '24:00' },
  business: { days: ['1', '2', '3', '4', '5'], opens: '09:00', closes: '18:00' },
} as const
type HoursPreset = keyof typeof hoursPresets

type ListField = AddressFieldId | 'support-hours'
type FormIntent =
  | { verb: 'add'; field: ListField }
  | { verb: 'remove'; field: ListField; index: number }
  | { verb: 'preset'; preset: HoursPreset }

/**
 * The request of a button of the form besides saving: `add:technical`, `remove:technical:2`, `preset:24/7`,
 * `preset:business`, `add:support-hours`, `remove:support-hours:1`. Null for anything else.
 */
export function parseIntent(intent: string): FormIntent | null {
  const [verb, what = '', index = ''] = intent.split(':', 4)
  if (verb === 'preset') return what === '24/7' || what === 'business' ? { verb, preset: what } : null
  if (!isAddressFieldId(what) && what !== 'support-hours') return null
  if (verb === 'add') return { verb, field: what }
  if (verb === 'remove' && /^\d{1,6}$/.test(index)) return { verb, field: what, index: Number(index) }
  return null
}

/** `test:technical` asks for a test notice to a field's addresses; null for anything else. */
export function parseTestIntent(intent: string): RoutedField | null {
  const [verb, what] = intent.split(':', 3)
  return verb === 'test' ? (routedFields.find((field) => field === what) ?? null) : null
}

export type AddressIntent = { verb: 'again' | 'try'; address: string }

/**
 * The request of a button beside an address: `again:technical.0` sends its confirmation again, `try:technical.0`
 * removes its mark. Null for anything else.
 */
export function parseAddressIntent(intent: string, values: ContactFormValues): AddressIntent | null {
  const [, verb, field, index] = /^(again|try):([a-z-]+)(?:\.(\d{1,6}))?$/.exec(intent) ?? []
  const rows = entriesOf(values).filter((one) => one.field === field)
  const address = rows[isAddressFieldId(field) ? Number(index) : 0]?.entry.address.trim()
  return address ? { verb: verb === 'try' ? 'try' : 'again', address } : null
}

/**
 * The form's values after a button that changes rows; unchanged for other intents. Adding also splits a pasted list in
 * one row, for browsers without JavaScript. `zone` is the zone of a new window where none is typed.
 */
export function applyIntent(values: ContactFormValues, intent: string, zone: string): ContactFormValues {
  const asked = parseIntent(intent)
  if (asked === null) return values
  if (asked.verb === 'preset') return withPreset(values, asked.preset, zone)
  if (asked.verb === 'remove') {
    const rows = values[asked.field].toSpliced(asked.index, 1)
    return withRowToWriteInto({ ...values, [asked.field]: rows })
  }
  if (asked.field === 'support-hours')
    return { ...values, 'support-hours': addHours(values['support-hours'], zone) }
  const before = values[asked.field]
  const rows = partRows(before) ?? [...before, blankAddressRow()].slice(0, maxRows)
  return { ...values, [asked.field]: rows }
}

/** Splits rows that hold several addresses and drops blank ones; null if no row does, or the rows would be too many. */
function partRows(rows: AddressRow[]): AddressRow[] | null {
  const parted = rows.flatMap((row) => {
    const several = splitPasted(row.address)
    return several.length < 2 ? [row] : several.map((address) => ({ ...row, address }))
  })
  const written = parted.filter((row) => !isBlankAddressRow(row))
  return parted.length === rows.length || written.length > maxRows ? null : written
}

/**
 * The values with `pasted` in rows below the row at `index`, and no empty row left; null if the form could not return
 * so many.
 */
export function withPasted(
  values: ContactFormValues,
  field: AddressFieldId,
  index: number,
  pasted: readonly string[],
): ContactFormValues | null {
  const rows = values[field]
    .flatMap((row, at) => {
      if (at !== index) return [row]
      const below = pasted.map((address) => ({ ...row, address }))
      return row.address.trim() === '' ? below : [row, ...below]
    })
    .filter((row) => !isBlankAddressRow(row))
  return rows.length > maxRows ? null : { ...values, [field]: rows }
}

/** The first list with too many addresses: its first surplus control, by name, and the number of addresses. */
export function listOverfull(values: ContactFormValues): { path: string; count: number }[] {
  const written = entriesOf(values).filter(({ entry }) => !isBlankAddressRow(entry))
  return [...Map.groupBy(written, ({ field }) => field)]
    .filter(([, rows]) => rows.length > maxEntries)
    .map(([field, rows]) => ({ path: `${field}.${maxEntries}.address`, count: rows.length }))
}

/** The control that gets the focus after the intent, by name; null to keep the focus. */
export function focusAfter(values: ContactFormValues, intent: string): string | null {
  const asked = parseIntent(intent)
  if (asked === null) return null
  // A preset fills in days and times; the zone is left to check.
  if (asked.verb === 'preset') return 'support-hours.0.zone'
  const last = values[asked.field].length - 1
  const index = asked.verb === 'add' ? last : Math.min(asked.index, last)
  return `${asked.field}.${index}.${asked.field === 'support-hours' ? 'opens' : 'address'}`
}

/**
 * A preset has the zone of the first row, else `offered`. It replaces the windows of that zone and, in any zone, those
 * of the whole week, so that the hours are what the button says; other windows in other zones stay.
 */
function withPreset(values: ContactFormValues, preset: HoursPreset, offered: string): ContactFormValues {
  const { days, opens, closes } = hoursPresets[preset]
  const rows = values['support-hours']
  const zone = rows[0]?.zone.trim() || offered
  const isSameZone = (row: HoursRow) => (row.zone.trim() || offered).toLowerCase() === zone.toLowerCase()
  const others = rows.filter((row) => !isBlankHoursRow(row) && !isSameZone(row) && !isWholeWeek(row))
  return {
    ...values,
    'support-hours': [{ days: [...days], opens, closes, zone }, ...others].slice(0, maxRows),
  }
}

function isWholeWeek({ days, opens, closes }: HoursRow): boolean {
  const always = hoursPresets['24/7']
  return always.days.every((day) => days.includes(day)) && opens === always.opens && closes === always.closes
}

function addHours(rows: HoursRow[], zone: string): HoursRow[] {
  return [...rows, blankHoursRow(rows.at(-1)?.zone || zone)].slice(0, maxRows)
}
