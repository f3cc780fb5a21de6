import { z } from 'zod'
import { extensionDays, longestName } from '#/db/words/accounts.ts'
import { locales } from '#/db/words/people.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { findSlugProblem, suggestSlug } from '#/lib/accounts/account/slug.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

const address = z.string().transform((typed, context) => {
  const parsed = parseAddress(typed)
  if (parsed.ok) return parsed.address
  context.addIssue('email')
  return z.NEVER
})

const locale = z.enum(locales, 'choose')

/** A new account with its first owner. An empty `slug` is made from the name. Issues are keys of errors.json. */
export const newAccountSchema = z
  .object({
    name: typedLine(longestName),
    slug: z.string().trim(),
    integrationTypeId: z.string().min(1, 'choose').max(100),
    defaultLocale: locale,
    email: address,
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

/** With the other fields' errors, not only once they are put right. */
function hasSlug({ value }: { value: unknown }): boolean {
  return typeof value === 'object' && value !== null && 'slug' in value && typeof value.slug === 'string'
}

export const ownerInvitationSchema = z.object({ email: address, locale })

export type OwnerInvitation = z.output<typeof ownerInvitationSchema>

/** `from` is the deadline the page showed (milliseconds UTC), so that pressing twice extends once. */
export const extensionSchema = z.object({
  from: z.coerce.number().int(),
  days: z.coerce.number().refine((days) => extensionDays.some((choice) => choice === days), 'choose'),
})

/** What admins may change of an account. The short name stays: links hang on it. Issues are keys of errors.json. */
export const accountEditSchema = z.object({
  name: typedLine(longestName),
  integrationTypeId: z.string('choose').min(1, 'choose').max(100),
  defaultLocale: z.enum(locales, 'choose'),
  version: z.string().max(1000),
})

export type AccountEdit = z.output<typeof accountEditSchema>

type Editable = Pick<Account, 'name' | 'integrationTypeId' | 'defaultLocale'>

/** What the form starts from, so that a change made meanwhile is noticed: the values themselves. */
export function accountVersion({ name, integrationTypeId, defaultLocale }: Editable): string {
  return JSON.stringify([name, integrationTypeId, defaultLocale])
}
