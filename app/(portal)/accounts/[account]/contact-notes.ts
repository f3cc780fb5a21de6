import type { ContactNote } from '#/lib/contacts/form/validate.ts'

/** Notes for the page after a submission; for a corrected zone with the typed text, to name the change. */
export function notesInQuery(notes: readonly ContactNote[]): string {
  return notes
    .map((note) =>
      note.code === 'zone-renamed'
        ? `&renamed=${encodeURIComponent(note.params.typed)}`
        : `&note=${note.code}`,
    )
    .join('')
}
