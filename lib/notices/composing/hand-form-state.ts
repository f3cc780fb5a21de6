import type { Locale } from '#/db/words/locale.ts'
import type { FormState } from '#/lib/platform/lists/form-state.ts'

/** What sending a notice by hand would do, in the reader's words. */
export type HandReview = {
  /** Names what is shown, so that nothing else is sent. */
  seal: string
  /** It is recorded, and nobody is mailed. */
  silent: boolean
  notes: { meaning: 'attention' | 'information'; title: string; text: string }[]
  facts: { id: string; term: string; description: string }[]
  /** Whom it goes to, or would have gone to. */
  recipients: { address: string; as: string }[]
  /** Steps before the one taken, on which nobody can be reached. */
  passedOver: string[]
  /** `sent`: somebody gets it in this language. */
  mails: { locale: Locale; title: string; subject: string; text: string; sent: boolean }[]
}

/** What the form shows after it was sent: itself, or what is about to be sent. `id` is new for each answer. */
export type HandFormState = FormState & { id: string; review: HandReview | null }
export type HandFormAction = (previous: HandFormState, form: FormData) => Promise<HandFormState>

/** The names of what is typed, which the review carries on. */
export const handFieldNames = [
  'slug',
  'category',
  'environment',
  'severity',
  'summary',
  'details',
  'meaning',
  'remedy',
  'links',
  'since',
] as const
