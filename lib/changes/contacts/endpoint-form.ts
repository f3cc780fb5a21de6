import { z } from 'zod'
import { type EndpointField, endpointFields, maxLengths } from '#/db/words/accounts.ts'
import { endpointKinds } from '#/db/words/endpoints.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'

const controls = Object.values(endpointForms).flatMap((form) => form.controls)

/** The controls of every kind that nobody gets to see again. */
export const secretControls = controls.filter(({ is }) => is === 'secret').map(({ name }) => name)

/** The controls' texts among what a form sent. */
export function pickTyped(sent: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    controls.flatMap(({ name }) => {
      const text = sent[name]
      return typeof text === 'string' ? [[name, text]] : []
    }),
  )
}

const ofAccount = z.object({ account: z.string().max(100) })
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
    z.array(z.enum(endpointFields as [EndpointField, ...EndpointField[]])).min(1, 'endpoint-field'),
  ),
}

/** The controls of the kind come beside these: `pickTyped`. `key`: the endpoint's id, which its form made. */
export const newEndpointSchema = ofAccount
  .extend({ key: z.string().max(100), kind: z.enum(endpointKinds), ...words })
  .loose()
export const endpointWordsSchema = ofEndpoint.extend(words).loose()
export const endpointPlaceSchema = ofEndpoint.extend({ kind: z.enum(endpointKinds) }).loose()
export const endpointCodeSchema = ofEndpoint.extend({ code: z.string().trim().max(40) })
