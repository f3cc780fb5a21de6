import {
  type AddressRow,
  addressFieldIds,
  type ContactFormValues,
  type HoursRow,
  isAddressFieldId,
  maxWindows,
} from '#/db/words/contacts.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'
import {
  blankAddressRow,
  blankHoursRow,
  emptyValues,
  isBlankAddressRow,
  isBlankHoursRow,
  withRowToWriteInto,
} from './form-rows.ts'

/** More than every limit, so that what was too long is still seen to be, and little enough to hand back. */
export const maxTyped = 2048
/**
 * Twice what all fields hold where each is full. A draft is kept as typed, and its text stays in the audit log when it is
 * discarded: megabytes there would be a page that nobody can open.
 */
export const maxTypedInAll = 40_000
/** As many rows as are handed back; more than this were never typed by a person. */
export const maxRows = maxWindows + 1

/**
 * What the form held, as typed: whoever reads it must still check it. Fields are named `alerts` (repeated),
 * `technical.0.address|label|locale`, `brand-support.address|label|locale|phone|helpUrl`,
 * `support-hours.0.days` (repeated)`|opens|closes|zone`. Unknown names and files are passed over. Each text is at most
 * `maxTyped` long, all together `maxTypedInAll`, and each list `maxRows`; rows that stay keep their order, numbered from 0.
 */
export function readForm(form: FormData): ContactFormValues {
  const values = emptyValues()
  const addresses = new Map(addressFieldIds.map((field) => [field, new Map<number, AddressRow>()]))
  const hours = new Map<number, HoursRow>()
  let room = maxTypedInAll
  for (const [name, entry] of form) {
    // What React adds for itself is long, and was not typed.
    if (typeof entry !== 'string' || name.startsWith('$ACTION')) continue
    const text = toStorableText(entry, Math.min(maxTyped, room))
    room -= text.length
    const [field = '', second = '', third = ''] = name.split('.', 4)
    if (name === 'alerts') addOnce(values.alerts, text, maxRows)
    else if (field === 'brand-support') writeInto(values['brand-support'], second, text)
    else if (/^\d{1,6}$/.test(second)) writeRow(field, Number(second), third, text)
  }
  for (const [field, rows] of addresses) values[field] = listRows(rows, isBlankAddressRow)
  values['support-hours'] = listRows(hours, isBlankHoursRow)
  return withRowToWriteInto(values)

  function writeRow(field: string, index: number, part: string, text: string) {
    const rows = isAddressFieldId(field) ? addresses.get(field) : undefined
    if (rows) writeInto(rowAt(rows, index, blankAddressRow), part, text)
    else if (field === 'support-hours' && part === 'days')
      addOnce(rowAt(hours, index, blankHoursRow).days, text, 7)
    else if (field === 'support-hours') writeInto(rowAt(hours, index, blankHoursRow), part, text)
  }
}

/** The names and values of a form that `readForm` reads back as these values. */
export function listFormEntries(values: ContactFormValues): [name: string, value: string][] {
  const entries: [string, string][] = values.alerts.map((userId) => ['alerts', userId])
  for (const field of addressFieldIds) {
    values[field].forEach(({ address, label, locale }, index) => {
      const row = `${field}.${index}`
      entries.push([`${row}.address`, address], [`${row}.label`, label], [`${row}.locale`, locale])
    })
  }
  const { address, label, locale, phone, helpUrl } = values['brand-support']
  for (const [part, text] of Object.entries({ address, label, locale, phone, helpUrl })) {
    entries.push([`brand-support.${part}`, text])
  }
  values['support-hours'].forEach(({ days, opens, closes, zone }, index) => {
    const row = `support-hours.${index}`
    for (const day of days) entries.push([`${row}.days`, day])
    entries.push([`${row}.opens`, opens], [`${row}.closes`, closes], [`${row}.zone`, zone])
  })
  return entries
}

function addOnce(texts: string[], text: string, limit: number) {
  if (text !== '' && texts.length < limit && !texts.includes(text)) texts.push(text)
}

/** Parts are own text properties of the row; anything else in a name is passed over. */
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
  // Blank rows go first when there are too many: they are the only ones whose loss takes nothing away.
  return ordered.length <= maxRows ? ordered : ordered.filter((row) => !isBlank(row)).slice(0, maxRows)
}
