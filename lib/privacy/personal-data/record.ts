import { hasAddress, hideOthers } from './find-in-text.ts'
import type { Place } from './places.ts'
import type { RuledRow } from './row-rules.ts'
import { type ErasureSubject, isOtherAddress, spellingsOf } from './subject.ts'

/** Where the address stands in a row, and the text around it, without the addresses of others. */
type Mention = { in: string; text: string; label?: string; language?: string }

/** What a row says of an address, or of its person, as the export has it. */
export type PersonalRecord = {
  id: string
  /** When what happened, ISO 8601. */
  [instant: `${string}At`]: string
  /** How the person stands in it: `saved by`, `author`. */
  as?: string[]
  /** What the person wrote themselves. */
  words?: string
  mentions?: Mention[]
}

/** The columns of a row that say what it is, and nothing of anybody else. */
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

/** What a row says of an address and its person; null where it says nothing of them. */
export function toRecord(
  place: Place,
  row: RuledRow,
  { key, person }: ErasureSubject,
): PersonalRecord | null {
  const spellings = spellingsOf(key)
  const mentions = place.texts.flatMap(({ name }) => listMentions(row[name], [name], key))
  const as = person
    ? place.people.filter(({ name }) => row[name] === person.id).map(({ name }) => toWords(name))
    : []
  if (mentions.length === 0 && as.length === 0) return null
  const record: Record<string, unknown> = { id: String(row[place.key.name]) }
  for (const name of plain)
    if (row[name] !== undefined && row[name] !== null && row[name] !== '') record[name] = row[name]
  for (const [name, value] of Object.entries(row)) {
    if (/^at$|At$/.test(name) && typeof value === 'number') record[name] = new Date(value).toISOString()
  }
  if (as.length > 0) record.as = as
  // From where the person did something: the address of their network.
  if (as.includes('actor') && typeof row.address === 'string' && row.address !== '') record.from = row.address
  if (as.includes('author') && typeof row.text === 'string') record.words = hideOthers(row.text, spellings)
  else if (mentions.length > 0) record.mentions = mentions
  return record as PersonalRecord
}

/** `savedBy` is said as "saved by", `actorId` as "actor". */
function toWords(column: string): string {
  return column.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function listMentions(value: unknown, path: string[], key: string): Mention[] {
  if (typeof value === 'string') {
    return mentions(value, key) ? [{ in: path.join('.'), text: excerptOf(value, spellingsOf(key)) }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  const found = Object.entries(value).flatMap(([name, part]) => listMentions(part, [...path, name], key))
  const isContact = 'address' in value && typeof value.address === 'string' && mentions(value.address, key)
  return isContact ? found.map((mention) => ({ ...mention, ...besideOf(value) })) : found
}

function mentions(text: string, key: string): boolean {
  return hasAddress(text, spellingsOf(key)) && !isOtherAddress(text, key)
}

/** What was written beside the address where it is a contact. */
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
