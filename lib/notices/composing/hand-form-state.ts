import type { Locale } from '#/db/words/people.ts'
import type { FormState } from '#/lib/platform/lists/form-state.ts'

/** The summary of a notice before sending, in the reader's language. */
export type HandSummary = {
  /** Identifies the shown content and recipients; nothing else is sent. */
  seal: string
  /** Recorded without mail. */
  silent: boolean
  notes: { meaning: 'attention' | 'information'; title: string; text: string }[]
  facts: { id: string; term: string; description: string }[]
  /** The people who get it, or would have. */
  recipients: { address: string; as: string }[]
  /** Skipped steps, which have no reachable address. */
  passedOver: string[]
  /** `sent`: somebody gets this language. */
  mails: { locale: Locale; title: string; subject: string; text: string; sent: boolean }[]
}

/** The form after sending: its errors, or the summary. `id` is new for each answer. */
export type HandFormState = FormState & { id: string; summary: HandSummary | null }
export type HandFormAction = (previous: HandFormState, form: FormData) => Promise<HandFormState>

/** The field names that the summary carries along. */
export const handFieldNames = [
  ...(['slug', 'category', 'environment', 'severity', 'since'] as const),
  ...(['summary', 'details', 'meaning', 'remedy', 'links'] as const),
] as const
