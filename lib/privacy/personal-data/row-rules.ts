import { erasedPlaceholder } from '#/db/words/people.ts'
import { describeFault } from '#/lib/changes/imports/file-fault.ts'
import { isAddress } from './redact.ts'
import { type ErasureSubject, isOfEndpoint } from './subject.ts'

export type RuledRow = Record<string, unknown>

/** The changes of a row in addition to the texts that `changed`, or 'delete'. */
export type RowRule = (row: RuledRow, subject: ErasureSubject, changed: RuledRow) => RuledRow | 'delete'

/** The row is about the address alone and means nothing without it. */
export const ofAddressAlone: RowRule = (_row, _sought, changed) =>
  Object.keys(changed).length > 0 ? 'delete' : changed

/** Mail that still waits belongs to a new registration and stays. Settled mail loses recipient and content, a message to an endpoint its last digits. */
export const ofMail: RowRule = (row, subject, changed) => {
  if (isOfEndpoint(row.recipient, subject) && row.shown !== erasedPlaceholder)
    return { ...changed, shown: erasedPlaceholder }
  if (!isAddress(row.recipient, subject)) return changed
  return row.dueAt === null ? { ...changed, data: {} } : {}
}

/** The texts of a report contain the mail itself, with names and more. */
export const ofBounce: RowRule = (row, subject, changed) =>
  isAddress(row.recipient, subject)
    ? { ...changed, diagnostic: '', ...(row.raw !== null && { raw: '' }) }
    : changed

export const ofNotice: RowRule = (row, { person }, changed) =>
  person && row.acknowledgedBy === person.id && row.acknowledgedAs !== erasedPlaceholder
    ? { ...changed, acknowledgedAs: erasedPlaceholder }
    : changed

/** Keeps the sender's event keys unique after redaction. */
export const ofEvent: RowRule = (row, _sought, changed) =>
  'eventKey' in changed ? { ...changed, eventKey: `${erasedPlaceholder}:${String(row.id)}` } : changed

/** A row that has not become an account yet never will. */
export const ofImportRow: RowRule = ({ state }, _sought, changed) => {
  if (Object.keys(changed).length === 0 || state !== 'new') return changed
  const values = { faults: [describeFault('unexpected', {})] }
  return { ...changed, state: 'faulty', column: '', fault: 'unexpected', values }
}

/** `erasePerson` handles the person's own row; the addresses in other people's rows stay. */
export const ofPerson: RowRule = (_row, _sought, { name }) => (name === undefined ? {} : { name })

/** Redacts the network address that the person acted from, and their names. */
export const ofAuditEntry: RowRule = (row, { person }, changed) => {
  const ruled = { ...changed }
  if (!person) return ruled
  if (row.actorId === person.id && row.address !== '' && row.address !== erasedPlaceholder)
    ruled.address = erasedPlaceholder
  // In sign-in entries the subject is the session.
  const isOwnSignIn = row.actorId === person.id && String(row.action).startsWith('session.')
  if (row.subjectId !== person.id && !isOwnSignIn) return ruled
  for (const side of ['before', 'after'] as const) {
    const named = withoutNames(side in ruled ? ruled[side] : row[side])
    if (named) ruled[side] = named
  }
  return ruled
}

/** The keys of names in entries: the person's own and those of their passkeys. */
const nameKeys = ['name', 'passkey', 'passkeys']

/** The part of an entry with its names erased; null if it has none. */
function withoutNames(kept: unknown): RuledRow | null {
  if (typeof kept !== 'object' || kept === null) return null
  const changed: RuledRow = {}
  for (const [word, value] of Object.entries(kept)) {
    if (!nameKeys.includes(word)) continue
    if (typeof value === 'string' && value !== erasedPlaceholder) changed[word] = erasedPlaceholder
    if (Array.isArray(value) && value.some((one) => one !== erasedPlaceholder))
      changed[word] = value.map(() => erasedPlaceholder)
  }
  return Object.keys(changed).length > 0 ? { ...kept, ...changed } : null
}
