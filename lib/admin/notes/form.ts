import { z } from 'zod'
import { typedText } from '#/lib/platform/values/typed-text.ts'

export const maxNoteLength = 5000

/** A note from its form; the form's `id` lets two presses add one note. Issues are keys of errors.json. */
export const staffNoteSchema = z.object({
  id: z.uuid().transform((id) => id.toLowerCase()),
  text: typedText(maxNoteLength, { missing: 'staff-note-required' }),
})
export type NewStaffNote = z.output<typeof staffNoteSchema>
