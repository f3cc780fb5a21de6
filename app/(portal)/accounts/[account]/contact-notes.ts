import type { SubmitOutcome } from '#/lib/changes/contacts/commands.ts'

/** What the page after a submission shows about it. */
export type Submitted = Extract<SubmitOutcome, { kind: 'submitted' }>

/** How many addresses it asked to confirm, and notes; for a corrected zone with the typed text, to name the change. */
export function submissionInQuery({ asked, notes }: Pick<Submitted, 'asked' | 'notes'>): string {
  const texts = notes.map((note) =>
    note.code === 'zone-renamed' ? `&renamed=${encodeURIComponent(note.params.typed)}` : `&note=${note.code}`,
  )
  return `${asked > 0 ? `&count=${asked}` : ''}${texts.join('')}`
}
