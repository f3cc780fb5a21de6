import { noticeCategories } from '#/db/words/notices.ts'
import { keyScopes } from '#/db/words/people.ts'
import type { NewSource } from '#/lib/admin/sources/commands.ts'
import {
  defaultAccountLabel,
  maxAccountLabelLength,
  maxSourceNameLength,
  newSourceSchema,
  type SourceSettings,
  sourceSettingsSchema,
} from '#/lib/admin/sources/schema.ts'
import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { parseInstant } from '#/lib/notices/parsing/instant.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type parseArguments, UsageError } from './command.ts'

export const sourceOptions = {
  scope: { type: 'string', multiple: true },
  category: { type: 'string' },
  'account-label': { type: 'string' },
  'internal-links': { type: 'boolean' },
  'no-internal-links': { type: 'boolean' },
  sandbox: { type: 'string' },
  name: { type: 'string' },
  key: { type: 'string' },
  expires: { type: 'string' },
} as const
type Values = ReturnType<typeof parseArguments<typeof sourceOptions>>['values']

/** The source from the arguments of `source add`. @throws UsageError */
export function readSource(name: string, values: Values): NewSource {
  const scopes = (values.scope ?? []).flatMap((list) => list.split(',')).map((scope) => scope.trim())
  const parsed = newSourceSchema.safeParse({
    name,
    scopes: [...new Set(scopes)],
    defaultCategory: values.category ?? null,
    accountLabel: values['account-label'] ?? defaultAccountLabel,
    internalLinks: values['internal-links'] ?? false,
    sandboxNames: values.sandbox ?? '',
  })
  if (!parsed.success) throw new UsageError(explain(parsed.error.issues[0]?.path, values, scopes))
  return { ...parsed.data, expiresAt: parseExpiry(values.expires) }
}

/** The settings from the arguments of `source change`. @throws UsageError */
export function readSettings(values: Values): Partial<SourceSettings> {
  const { name, category, sandbox } = values
  const label = values['account-label']
  const [shown, hidden] = [values['internal-links'], values['no-internal-links']]
  if (shown && hidden) throw new UsageError('Use either --internal-links or --no-internal-links.')
  const parsed = sourceSettingsSchema.partial().safeParse({
    ...(name !== undefined && { name }),
    ...(category !== undefined && { defaultCategory: category === 'none' ? null : category }),
    ...(label !== undefined && { accountLabel: label }),
    ...((shown || hidden) && { internalLinks: shown ?? false }),
    ...(sandbox !== undefined && { sandboxNames: sandbox }),
  })
  if (!parsed.success) throw new UsageError(explain(parsed.error.issues[0]?.path, values, []))
  if (Object.keys(parsed.data).length === 0)
    throw new UsageError('Missing: what to change, such as --category technical.')
  // Absent options are not in the object.
  return parsed.data as Partial<SourceSettings>
}

function explain(path: PropertyKey[] | undefined, values: Values, scopes: string[]): string {
  const [field, index] = path ?? []
  if (field === 'name') return `A name must be one line of 1 to ${maxSourceNameLength} characters.`
  if (field === 'accountLabel') return `A label must be one line of 1 to ${maxAccountLabelLength} characters.`
  if (field === 'defaultCategory')
    return `Unknown category "${values.category}". Categories: ${noticeCategories.join(', ')}.`
  if (field === 'sandboxNames')
    return 'Write up to 20 names, separated by commas; production and prod are always Production.'
  const known = `Scopes: ${keyScopes.join(', ')}.`
  if (typeof index === 'number') return `Unknown scope "${scopes[index]}". ${known}`
  return `Missing: --scope. ${known}`
}

/** The end of a day in UTC, or a time of RFC 3339; in milliseconds UTC. */
export function parseExpiry(text: string | undefined): number | null {
  if (text === undefined) return null
  const at = endOfDay(text, 'UTC') ?? parseInstant(text)?.at
  if (at === undefined) {
    throw new UsageError(
      `"${text}" is not a date. Write 2027-01-31 (until the end of the day, UTC) or 2027-01-31T18:00:00+01:00.`,
    )
  }
  if (at <= now()) throw new UsageError(`--expires must be in the future; ${text} has passed.`)
  return at
}
