import { z } from 'zod'
import { maxLengths, maxNameLength } from '#/db/words/accounts.ts'
import { findSlugProblem, slugLimits, suggestSlug } from '#/lib/accounts/account/slug.ts'
import type { NewAccount } from '#/lib/changes/accounts/form.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'

const slugProblems = {
  'slug-format': `Must be ${slugLimits.shortest} to ${slugLimits.longest} lowercase letters, digits and hyphens, starting and ending with a letter or digit.`,
  'slug-reserved': 'This slug is reserved.',
}

const slugSchema = z
  .string()
  .max(slugLimits.longest)
  .check(({ value, issues }) => {
    const problem = findSlugProblem(value)
    if (problem) issues.push(refuse(value, problem))
  })
  .meta({
    description: 'Short name in URLs. Generated from the name by default.',
    examples: ['clinica-aurora'],
  })

const addressSchema = z
  .string()
  .transform((typed, context) => {
    const parsed = parseAddress(typed)
    if (parsed.ok) return parsed.address
    const error = 'Must be a single plain email address.'
    context.issues.push({ code: 'custom', input: typed, message: error, params: { code: parsed.code } })
    return z.NEVER
  })
  .meta({ format: 'email', maxLength: maxLengths.address, examples: ['giulia@clinica-aurora.example'] })

const languageSchema = z.enum(locales)

export const newAccountExample = {
  name: 'Clinica Aurora',
  slug: 'clinica-aurora',
  integrationType: 'healthcare-appointments',
  defaultLanguage: 'it',
  owner: { email: 'giulia@clinica-aurora.example', language: 'it' },
} as const

/** The body of `POST /api/v1/accounts`; it gives the same account as the form for staff (`newAccountSchema`). */
export const newAccountBodySchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(maxNameLength)
      .refine((name) => !hasControlCharacters(name) && !hasDirectionMarks(name), {
        params: { code: 'characters' },
        error: 'Must not contain control characters or text direction marks.',
      })
      .meta({ examples: ['Clinica Aurora'] }),
    slug: slugSchema.optional(),
    integrationType: z
      .string()
      .min(1)
      .max(100)
      .refine((id) => !hasControlCharacters(id), {
        params: { code: 'value' },
        error: 'Unknown integration type.',
      })
      .meta({ description: 'Integration type id.', examples: ['healthcare-appointments'] }),
    defaultLanguage: languageSchema.meta({
      description: 'Language of email to addresses without their own language.',
    }),
    owner: z
      .object({
        email: addressSchema,
        language: languageSchema
          .optional()
          .meta({ description: 'Language of the invitation. Defaults to `defaultLanguage`.' }),
      })
      .meta({ description: 'Person to invite as the first owner.' }),
  })
  .meta({ id: 'NewAccount', examples: [newAccountExample] })
export type NewAccountBody = z.output<typeof newAccountBodySchema>

/** The account to create; null if no slug can be generated from its name. */
export function toNewAccount({ owner, integrationType, ...body }: NewAccountBody): NewAccount | null {
  const slug = body.slug ?? suggestSlug(body.name)
  if (findSlugProblem(slug) !== null) return null
  return {
    name: body.name,
    slug,
    integrationTypeId: integrationType,
    defaultLocale: body.defaultLanguage,
    email: owner.email,
    locale: owner.language ?? body.defaultLanguage,
  }
}

function refuse(input: string, code: keyof typeof slugProblems) {
  return { code: 'custom', input, message: slugProblems[code], params: { code } } as const
}
