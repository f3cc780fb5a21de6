import { z } from 'zod'
import { extensionDays, maxNameLength } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { findSlugProblem, suggestSlug } from '#/lib/accounts/account/slug.ts'
import { emailSchema } from '#/lib/identity/people/person-name.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

const locale = z.enum(locales, 'locale-required')

/** A new account with its first owner. Without a slug, the name gives it. Issues are keys of errors.json. */
export const newAccountSchema = z
  .object({
    name: typedLine(maxNameLength, 'account-name-required'),
    slug: z.string().trim(),
    integrationTypeId: z.string().min(1, 'type-required').max(100),
    defaultLocale: locale,
    email: emailSchema,
    locale,
  })
  .refine(({ slug }) => !slug || findSlugProblem(slug) !== 'slug-format', {
    path: ['slug'],
    message: 'slug-format',
    when: hasSlug,
  })
  .refine(({ slug }) => findSlugProblem(slug) !== 'slug-reserved', {
    path: ['slug'],
    message: 'slug-reserved',
    when: hasSlug,
  })
  .transform((account) => ({ ...account, slug: account.slug || suggestSlug(account.name) }))
  .refine(({ slug }) => findSlugProblem(slug) === null, { path: ['slug'], message: 'slug-format' })

export type NewAccount = z.output<typeof newAccountSchema>

/** Shows slug errors together with those of other fields. */
function hasSlug({ value }: { value: unknown }): boolean {
  return typeof value === 'object' && value !== null && 'slug' in value && typeof value.slug === 'string'
}

export const ownerInvitationSchema = z.object({ email: emailSchema, locale })

export type OwnerInvitation = z.output<typeof ownerInvitationSchema>

/** `from`: the deadline that the page showed (milliseconds UTC), so that a second press does not extend again. */
export const extensionSchema = z.object({
  from: z.coerce.number().int(),
  days: z.coerce.number().refine((days) => extensionDays.some((choice) => choice === days), 'days-required'),
})

/** What admins may change of an account. The slug is fixed: links contain it. Issues are keys of errors.json. */
export const accountEditSchema = z.object({
  name: typedLine(maxNameLength, 'account-name-required'),
  integrationTypeId: z.string('type-required').min(1, 'type-required').max(100),
  defaultLocale: z.enum(locales, 'locale-required'),
  version: z.string().max(1000),
})

export type AccountEdit = z.output<typeof accountEditSchema>

type Editable = Pick<Account, 'name' | 'integrationTypeId' | 'defaultLocale'>

/** The values that the form showed, to detect a change since. */
export function accountVersion({ name, integrationTypeId, defaultLocale }: Editable): string {
  return JSON.stringify([name, integrationTypeId, defaultLocale])
}
