import type { FieldId } from '#/db/words/accounts.ts'
import type { ContactNote } from '#/lib/contacts/form/validate.ts'
import { notesInQuery } from '../../../contact-notes.ts'

export type SectionOutcome =
  | { kind: 'submitted'; notes: readonly ContactNote[] }
  | { kind: 'discarded' }
  | { kind: 'invalid'; section: FieldId | null }

/** The page that shows what became of a field's draft, at that field; `section` is null for the whole draft. */
export function sectionPath(account: string, section: FieldId | null, outcome: SectionOutcome): string {
  const page = `/accounts/${account}/configuration/contact-information`
  if (outcome.kind === 'invalid') {
    const wrong = section ?? outcome.section
    return wrong ? `${page}?edit=${wrong}&check=1#${wrong}` : page
  }
  const at = section ? [`&section=${section}`, `#${section}`] : ['', '']
  const notes = outcome.kind === 'submitted' ? notesInQuery(outcome.notes) : ''
  return `${page}?done=${outcome.kind}${at[0]}${notes}${at[1]}`
}
