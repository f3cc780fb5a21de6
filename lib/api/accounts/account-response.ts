import { z } from 'zod'
import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { instantSchema, toInstant, toInstantOrNull } from '#/lib/api/http/instant.ts'
import type { MissingField } from '#/lib/contacts/fields/policy.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

export const accountSchema = z
  .object({
    id: z.string(),
    slug: z.string().meta({ description: 'Short name in URLs. Requests accept the slug or the id.' }),
    name: z.string(),
    integrationType: z.string(),
    defaultLanguage: z
      .enum(locales)
      .meta({ description: 'Language of email to addresses without their own language.' }),
    state: z.enum(integrationStates).meta({ description: 'State of the integration.' }),
    stateChangedAt: instantSchema,
    complete: z.boolean().meta({ description: 'Whether all required contact information is present.' }),
    missing: z.array(
      z.object({
        field: z.enum(fieldIds),
        reason: z.enum(['empty', 'left']).meta({
          description: '`empty`: nothing was entered. `left`: every alert contact has left the account.',
        }),
      }),
    ),
    firstCompleteAt: instantSchema.nullable().meta({ description: 'When it was first complete.' }),
    dueAt: instantSchema.nullable().meta({ description: 'Deadline for the missing contact information.' }),
    locked: z.boolean().meta({
      description: 'Whether members can open only the contact form. Events are still routed.',
    }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Account', description: 'A partner of the programme.' })
export type AccountResponse = z.infer<typeof accountSchema>

export const accountListSchema = z
  .object({
    accounts: z.array(accountSchema),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` to get the next page; null on the last page.' }),
  })
  .meta({ id: 'AccountList' })
export type AccountListResponse = z.infer<typeof accountListSchema>

export function toAccountResponse({
  account,
  missing,
  locked,
}: {
  account: Account
  missing: readonly MissingField[]
  locked: boolean
}): AccountResponse {
  return {
    id: account.id,
    slug: account.slug,
    name: account.name,
    integrationType: account.integrationTypeId,
    defaultLanguage: account.defaultLocale,
    state: account.state,
    stateChangedAt: toInstant(account.stateChangedAt),
    complete: missing.length === 0,
    missing: missing.map(({ field, reason }) => ({ field, reason })),
    firstCompleteAt: toInstantOrNull(account.firstCompleteAt),
    dueAt: toInstantOrNull(account.dueAt),
    locked,
    createdAt: toInstant(account.createdAt),
  }
}
