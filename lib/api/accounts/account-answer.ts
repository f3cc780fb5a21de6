import { z } from 'zod'
import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { instantSchema, toInstant, toInstantOrNull } from '#/lib/api/http/instant.ts'
import type { MissingField } from '#/lib/contacts/fields/policy.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

export const accountSchema = z
  .object({
    id: z.string(),
    slug: z
      .string()
      .meta({ description: 'The short name in URLs. Either of slug and id names the account.' }),
    name: z.string(),
    integrationType: z.string(),
    defaultLanguage: z
      .enum(locales)
      .meta({ description: 'Of mail to addresses that have none of their own.' }),
    state: z.enum(integrationStates).meta({ description: 'Where the integration stands.' }),
    stateChangedAt: instantSchema,
    complete: z
      .boolean()
      .meta({ description: 'Whether the contact information lacks nothing that is required.' }),
    missing: z.array(
      z.object({
        field: z.enum(fieldIds),
        reason: z.enum(['empty', 'left']).meta({
          description: 'Nothing was given, or every alert contact that was given has left the account.',
        }),
      }),
    ),
    firstCompleteAt: instantSchema
      .nullable()
      .meta({ description: 'When it was complete for the first time.' }),
    dueAt: instantSchema.nullable().meta({ description: 'Until when what is missing may stay missing.' }),
    locked: z.boolean().meta({
      description:
        'Whether the portal shows its members nothing but the contact form. Events are routed all the same.',
    }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Account', description: 'A partner organisation.' })
export type AccountAnswer = z.infer<typeof accountSchema>

export const accountListSchema = z
  .object({
    accounts: z.array(accountSchema),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` for the following page; null on the last one.' }),
  })
  .meta({ id: 'AccountList' })
export type AccountListAnswer = z.infer<typeof accountListSchema>

export function answerAccount({
  account,
  missing,
  locked,
}: {
  account: Account
  missing: readonly MissingField[]
  locked: boolean
}): AccountAnswer {
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
