import { describeFault } from '#/lib/changes/imports/file-fault.ts'
import { erasedWord } from '#/lib/platform/values/erased.ts'
import { isAddress } from './redact.ts'
import type { ErasureSubject } from './subject.ts'

export type RuledRow = Record<string, unknown>

/** What a row becomes beside what `changed` in its texts, or that it goes. */
export type RowRule = (row: RuledRow, sought: ErasureSubject, changed: RuledRow) => RuledRow | 'delete'

/** It is of the address itself and says nothing without it. */
export const ofAddressAlone: RowRule = (_row, _sought, changed) =>
  Object.keys(changed).length > 0 ? 'delete' : changed

/** What is still to be sent is a new registration's; to whom all else went, and what it said of them, is erased. */
export const ofMail: RowRule = (row, sought, changed) => {
  if (!isAddress(row.recipient, sought)) return changed
  return row.dueAt === null ? { ...changed, data: {} } : {}
}

/** Its texts are the mail itself, with names and more. */
export const ofBounce: RowRule = (row, sought, changed) =>
  isAddress(row.recipient, sought)
    ? { ...changed, diagnostic: '', ...(row.raw !== null && { raw: '' }) }
    : changed

export const ofNotice: RowRule = (row, { person }, changed) =>
  person && row.acknowledgedBy === person.id && row.acknowledgedAs !== erasedWord
    ? { ...changed, acknowledgedAs: erasedWord }
    : changed

/** A sender's own names of its events are never twice the same. */
export const ofEvent: RowRule = (row, _sought, changed) =>
  'eventKey' in changed ? { ...changed, eventKey: `${erasedWord}:${String(row.id)}` } : changed

/** One that was not made of an account yet never will be. */
export const ofImportRow: RowRule = ({ state }, _sought, changed) => {
  if (Object.keys(changed).length === 0 || state !== 'new') return changed
  const values = { faults: [describeFault('unexpected', {})] }
  return { ...changed, state: 'faulty', column: '', fault: 'unexpected', values }
}

/** A person themselves is dealt with by `erasePerson`; another's address is another. */
export const ofPerson: RowRule = (_row, _sought, { name }) => (name === undefined ? {} : { name })

/** From where they did something, and what they were called. */
export const ofAuditEntry: RowRule = (row, { person }, changed) => {
  const ruled = { ...changed }
  if (!person) return ruled
  if (row.actorId === person.id && row.address !== '' && row.address !== erasedWord)
    ruled.address = erasedWord
  // The subject of a sign-in is the session.
  const isOwnSignIn = row.actorId === person.id && String(row.action).startsWith('session.')
  if (row.subjectId !== person.id && !isOwnSignIn) return ruled
  for (const side of ['before', 'after'] as const) {
    const named = withoutNames(side in ruled ? ruled[side] : row[side])
    if (named) ruled[side] = named
  }
  return ruled
}

/** What entries keep of a person in words of theirs: what they are called, and what they called their passkeys. */
const ownWords = ['name', 'passkey', 'passkeys']

/** What is kept of a person with the names erased; null where it names none. */
function withoutNames(kept: unknown): RuledRow | null {
  if (typeof kept !== 'object' || kept === null) return null
  const changed: RuledRow = {}
  for (const [word, value] of Object.entries(kept)) {
    if (!ownWords.includes(word)) continue
    if (typeof value === 'string' && value !== erasedWord) changed[word] = erasedWord
    if (Array.isArray(value) && value.some((one) => one !== erasedWord))
      changed[word] = value.map(() => erasedWord)
  }
  return Object.keys(changed).length > 0 ? { ...kept, ...changed } : null
}
