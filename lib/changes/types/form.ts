import { z } from 'zod'
import type { Locale, Translated } from '#/db/words/people.ts'
import { maxTypeNameLength, merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { fallbackLocale, locales } from '#/lib/platform/i18n/languages.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

const version = z.coerce.number().int()
const type = z.string().max(100)
const rule = z.enum(merchantIssuesRules, 'rule-required')

/** The field of a type's name in a language. */
export function nameField(locale: Locale): `name-${Locale}` {
  return `name-${locale}`
}

const name = typedLine(maxTypeNameLength, 'shown-name-required')
const optionalName = z.literal('').or(name).default('')

/** English names every type; a language without a name of its own shows that one. */
const nameFields = Object.fromEntries(
  locales.map((locale) => [nameField(locale), locale === fallbackLocale ? name : optionalName]),
)

/** Names and place; `after` is the preceding type, empty for the first place. Issues are keys of errors.json. */
const named = { ...nameFields, after: z.string().max(100) }

function readNames(fields: Record<string, unknown>): Translated {
  const written = locales.flatMap((locale) => {
    const text = fields[nameField(locale)]
    return typeof text === 'string' && text !== '' ? [[locale, text] as const] : []
  })
  return Object.fromEntries(written)
}

export const newTypeFormSchema = z
  .object({ ...named, merchantIssues: rule })
  .transform((form) => ({ names: readNames(form), after: form.after, merchantIssues: form.merchantIssues }))
export const typeFormSchema = z.object({ ...named, type, version }).transform((form) => ({
  names: readNames(form),
  after: form.after,
  type: form.type,
  version: form.version,
}))
export const ruleFormSchema = z.object({ type, version, merchantIssues: rule })
export const deleteTypeFormSchema = z.object({ type, version })
