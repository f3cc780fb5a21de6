import type { Locale } from '#/db/words/people.ts'
import { emptyForm, type FormState } from '#/lib/platform/lists/form-state.ts'
import {
  type Accent,
  isReadable,
  nearestReadable,
  parseColour,
  type Scheme,
} from '#/lib/platform/look/accent.ts'
import type { Logo } from '#/lib/platform/look/logo.ts'

/** How the programme would look; null for the portal's own accent. */
export type ProgrammePreview = {
  programmeName: string
  accent: Accent | null
  logo: Logo | null
  /** The privacy notices that are given. */
  privacy: { locale: Locale; text: string }[]
}

/**
 * The form after sending: its errors, or the preview. `nearest` has the readable colour for each accent that is not.
 * `id` is new for each answer.
 */
export type ProgrammeFormState = FormState & {
  id: string
  nearest: Partial<Record<AccentField, string>>
  preview: ProgrammePreview | null
}
export type ProgrammeFormAction = (
  previous: ProgrammeFormState,
  form: FormData,
) => Promise<ProgrammeFormState>

export const accentFields = ['accentLight', 'accentDark'] as const
export type AccentField = (typeof accentFields)[number]

export function schemeOf(field: AccentField): Scheme {
  return field === 'accentLight' ? 'light' : 'dark'
}

export const emptyProgrammeForm: ProgrammeFormState = { ...emptyForm, id: '', nearest: {}, preview: null }

/** The button that takes the nearest readable colour has this `intent`. */
export function takeIntent(field: AccentField): string {
  return `take-${field}`
}

/** The readable colour nearest to each typed one that is hard to read. */
export function nearestColours(values: Record<string, string>): ProgrammeFormState['nearest'] {
  const offers = accentFields.flatMap((field) => {
    const scheme = schemeOf(field)
    const hex = parseColour(values[field] ?? '')
    return !hex || isReadable(hex, scheme) ? [] : [[field, nearestReadable(hex, scheme)]]
  })
  return Object.fromEntries(offers)
}
