import { z } from 'zod'
import { endpointKinds, maxLengths, type RoutedField, routedFields } from '#/db/words/accounts.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { normaliseCode } from '#/lib/identity/sessions/policy.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

const maxReasonLength = 2000

const controls = Object.values(endpointForms).flatMap((form) => form.controls)

/** The controls of every kind that nobody gets to see again. */
export const secretControls = controls.filter(({ is }) => is === 'secret').map(({ name }) => name)

/** More than any control takes, whose own form says what is too long. */
const maxTyped = 10_000
const typed: Record<string, z.ZodOptional<z.ZodString>> = Object.fromEntries(
  controls.map(({ name }) => [name, z.string().max(maxTyped, 'too-long').optional()]),
)

export const ofAccount = z.object({ account: z.string().max(100) })
export const ofEndpoint = ofAccount.extend({ endpoint: z.string().max(100) })

/** `locale`: null for the account's language. */
const words = {
  label: z
    .string()
    .trim()
    .max(maxLengths.label, 'too-long')
    .refine((text) => !hasControlCharacters(text) && !hasDirectionMarks(text), 'characters')
    .default(''),
  locale: z
    .enum(['', ...locales])
    .default('')
    .transform((chosen) => chosen || null),
  fields: z.preprocess(
    (ticked = []) => [ticked].flat(),
    z.array(z.enum(routedFields as [RoutedField, ...RoutedField[]])),
  ),
}

/** Owners and editors read the reason. */
export const endpointDisablingSchema = ofEndpoint.extend({
  reason: typedText(maxReasonLength, { missing: 'reason-required' }),
})

/** The controls of every kind come beside these. `key`: the endpoint's id, which its form made. */
export const newEndpointSchema = ofAccount.extend({
  ...typed,
  ...{ key: z.string().max(100), kind: z.enum(endpointKinds), ...words },
  label: words.label.refine((label) => label !== '', 'endpoint-label'),
})
export const endpointPlaceSchema = z.object({ ...typed, ...ofEndpoint.shape })
export const endpointWordsSchema = endpointPlaceSchema.extend(words)
/** What is no code must not use up a try. */
export const endpointCodeSchema = ofEndpoint.extend({
  code: z.string().refine((typed) => normaliseCode(typed) !== null, 'endpoint-digits'),
})
