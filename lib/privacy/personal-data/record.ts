import { hasAddress, hideOthers } from './find-in-text.ts'
import type { Place } from './places.ts'
import type { RuledRow } from './row-rules.ts'
import { type ErasureSubject, isOfEndpoint, isOtherAddress, spellingsOf } from './subject.ts'
import { listColumns, type NamedColumn } from './tables.ts'

/** The place of the address in a row, and the text around it without the addresses of others. */
type Mention = { in: string; text: string; label?: string; language?: string }

/** The export's entry for a row that has the address or its person. */
export type PersonalRecord = {
  id: string
  /** Every time of the row, ISO 8601. */
  [instant: `${string}At`]: string
  /** What the person did in the row: `saved by`, `author`. */
  as?: string[]
  /** The text that the person wrote. */
  words?: string
  mentions?: Mention[]
}

/** The columns that describe a row and say nothing about other people. */
const plain = [
  'template',
  'status',
  'action',
  'role',
  'state',
  'category',
  'kind',
  'cause',
  'version',
  'number',
  'line',
  'locale',
  'fromStaff',
]

/** The entry for a row; null if it does not mention the address or its person. */
export function toRecord(place: Place, stored: RuledRow, subject: ErasureSubject): PersonalRecord | null {
  const { key, person } = subject
  const spellings = spellingsOf(key)
  const row = Object.fromEntries(listColumns(place.table).map((one) => [keyOf(one), stored[one.name]]))
  const mentions = place.texts.map(keyOf).flatMap((name) => listMentions(row[name], [name], subject))
  const as = person
    ? place.people
        .map(keyOf)
        .filter((name) => row[name] === person.id)
        .map(toWords)
    : []
  if (mentions.length === 0 && as.length === 0) return null
  const record: Record<string, unknown> = { id: String(row[keyOf(place.key)]) }
  for (const name of plain)
    if (row[name] !== undefined && row[name] !== null && row[name] !== '') record[name] = row[name]
  for (const [name, value] of Object.entries(row)) {
    if (/^at$|At$/.test(name) && typeof value === 'number') record[name] = new Date(value).toISOString()
  }
  if (as.length > 0) record.as = as
  // The network address from which the person acted.
  if (as.includes('actor') && typeof row.address === 'string' && row.address !== '') record.from = row.address
  if (as.includes('author') && typeof row.text === 'string') record.words = hideOthers(row.text, spellings)
  else if (mentions.length > 0) record.mentions = mentions
  return record as PersonalRecord
}

/** Columns whose stored names avoid words of SQL. */
const unreserved: Record<string, string> = { column_name: 'column', time_window: 'window' }

/** The key of a column in the export: from its stored name, because code may rename the column's property. */
function keyOf({ column: { name } }: NamedColumn): string {
  return unreserved[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** `savedBy` → "saved by", `actorId` → "actor". */
function toWords(column: string): string {
  return column.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function listMentions(value: unknown, path: string[], subject: ErasureSubject): Mention[] {
  const { key } = subject
  if (typeof value === 'string')
    return mentions(value, key) || isOfEndpoint(value, subject)
      ? [{ in: path.join('.'), text: excerptOf(value, spellingsOf(key)) }]
      : []
  if (typeof value !== 'object' || value === null) return []
  const found = Object.entries(value).flatMap(([name, part]) => listMentions(part, [...path, name], subject))
  const isContact =
    ('address' in value && typeof value.address === 'string' && mentions(value.address, key)) ||
    ('id' in value && isOfEndpoint(value.id, subject))
  return isContact ? found.map((mention) => ({ ...mention, ...besideOf(value) })) : found
}

function mentions(text: string, key: string): boolean {
  return hasAddress(text, spellingsOf(key)) && !isOtherAddress(text, key)
}

/** The label and language that belong to the address of a contact. */
function besideOf(contact: object): Pick<Mention, 'label' | 'language'> {
  const label = 'label' in contact && typeof contact.label === 'string' ? contact.label : ''
  const language = 'locale' in contact && typeof contact.locale === 'string' ? contact.locale : ''
  return { ...(label && { label }), ...(language && { language }) }
}

const around = 200

function excerptOf(text: string, spellings: RegExp): string {
  const at = Math.max(0, text.search(spellings))
  const from = Math.max(0, at - around)
  const to = Math.min(text.length, at + 2 * around)
  const excerpt = hideOthers(text.slice(from, to), spellings)
  return `${from > 0 ? '…' : ''}${excerpt}${to < text.length ? '…' : ''}`
}
