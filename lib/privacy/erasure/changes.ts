import { describeFault } from '#/lib/changes/imports/file-fault.ts'
import { erasedWord } from '#/lib/platform/values/erased.ts'
import type { Place } from '#/lib/privacy/personal-data/places.ts'
import type { Row } from '#/lib/privacy/personal-data/scan.ts'
import type { Sought } from '#/lib/privacy/personal-data/sought.ts'
import { isAddress, redactValue } from './redact.ts'

/** What an erasure makes of a row: other values, nothing at all, or null where the row stays as it is. */
export type Change = Row | 'delete' | null

/**
 * What an erasure makes of a row of the store (decision 035): 'erased' in place of the address in every text, and what the rules
 * of its place add to that.
 */
export function changeOf({ name, texts }: Place, row: Row, sought: Sought): Change {
  const changed: Row = {}
  for (const { name: column } of texts) {
    const value = redactValue(row[column], sought)
    if (value !== row[column]) changed[column] = value
  }
  const ruled = rules[name]?.(row, sought, changed) ?? changed
  return ruled === 'delete' || Object.keys(ruled).length > 0 ? ruled : null
}

type Rule = (row: Row, sought: Sought, changed: Row) => Row | 'delete'

const unlessUntouched =
  (more: (row: Row) => Row): Rule =>
  (row, _sought, changed) =>
    Object.keys(changed).length > 0 ? { ...changed, ...more(row) } : changed

/** Where it is of the address itself and says nothing without it. */
const deleted: Rule = (_row, _sought, changed) => (Object.keys(changed).length > 0 ? 'delete' : changed)

const rules: Record<string, Rule | undefined> = {
  address_marks: deleted,
  address_failures: deleted,
  challenges: deleted,
  /** What is still to be sent is a new registration's; to whom all else went, and what it said of them, is erased. */
  outbox(row, sought, changed) {
    if (!isAddress(row.recipient, sought)) return changed
    return row.dueAt === null ? { ...changed, data: {} } : {}
  },
  /** Its texts are the mail itself, with names and more. */
  bounce_reports: (row, sought, changed) =>
    isAddress(row.recipient, sought)
      ? { ...changed, diagnostic: '', ...(row.raw !== null && { raw: '' }) }
      : changed,
  notices: (row, { person }, changed) =>
    person && row.acknowledgedBy === person.id && row.acknowledgedAs !== erasedWord
      ? { ...changed, acknowledgedAs: erasedWord }
      : changed,
  /** A sender's own names of its events are never twice the same. */
  events: (row, _sought, changed) =>
    'eventKey' in changed ? { ...changed, eventKey: `${erasedWord}:${String(row.id)}` } : changed,
  /** One that was not made of an account yet never will be. */
  import_rows: unlessUntouched(({ state }) =>
    state === 'new'
      ? {
          state: 'faulty',
          column: '',
          fault: 'unexpected',
          values: { faults: [describeFault('unexpected', {})] },
        }
      : {},
  ),
  /** A person themselves is dealt with by `erasePerson`; another's address is another. */
  users: (_row, _sought, { name }) => (name === undefined ? {} : { name }),
  /** From where they did something, and what they were called. */
  audit_entries(row, { person }, changed) {
    const ruled = { ...changed }
    if (person && row.actorId === person.id && row.address !== '' && row.address !== erasedWord)
      ruled.address = erasedWord
    if (person && (row.subjectId === person.id || isOwnSignIn(row, person.id))) {
      for (const side of ['before', 'after'] as const) {
        const named = withoutNames(side in ruled ? ruled[side] : row[side])
        if (named) ruled[side] = named
      }
    }
    return ruled
  },
}

/** Whose subject is the session. */
function isOwnSignIn({ action, actorId }: Row, personId: string): boolean {
  return actorId === personId && typeof action === 'string' && action.startsWith('session.')
}

/** What entries keep of a person in words of theirs: what they are called, and what they called their passkeys. */
const ownWords = ['name', 'passkey', 'passkeys']

/** What is kept of a person with the names erased; null where it names none. */
function withoutNames(kept: unknown): Row | null {
  if (typeof kept !== 'object' || kept === null) return null
  const changed: Row = {}
  for (const [word, value] of Object.entries(kept)) {
    if (!ownWords.includes(word)) continue
    if (typeof value === 'string' && value !== erasedWord) changed[word] = erasedWord
    if (Array.isArray(value) && value.some((one) => one !== erasedWord))
      changed[word] = value.map(() => erasedWord)
  }
  return Object.keys(changed).length > 0 ? { ...kept, ...changed } : null
}
