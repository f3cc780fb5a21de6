import type { ContactFormValues, FieldId } from '#/db/words/accounts.ts'
import type { Question } from '#/lib/platform/lists/form-state.ts'

/** A field that two people left different, each side in words. */
export type ConflictingField = { field: FieldId; name: string; mine: string[]; theirs: string[] }

/** The state of the contact form after sending. `id` is new for each answer. */
export type ContactFormState = {
  id: string
  version: number
  values: ContactFormValues
  /** By the name of the control or field, in the reader's language. */
  errors: Record<string, string>
  message: { meaning: 'good' | 'bad' | 'information'; text: string } | null
  /** `refused`: the other side is an address whose reader said "This is not me". */
  conflict: { by: string; refused: boolean; fields: ConflictingField[] } | null
  /** What the pressed button (`intent`) would send, and to whom. */
  question?: { asked: Question; intent: string } | null
}

export type ContactFormAction = (previous: ContactFormState, form: FormData) => Promise<ContactFormState>

/** The answer to an automatic save between fields, in the reader's language. */
export type AutosaveAnswer =
  | { kind: 'saved'; version: number; status: string }
  | { kind: 'conflict' | 'refused'; status: string }
