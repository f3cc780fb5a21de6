import { z } from 'zod'
import { longestName } from '#/db/words/accounts.ts'
import { locales } from '#/db/words/locale.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

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
