import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { defaultSandboxNames, noticeCategories } from '#/db/words/notices.ts'
import { keyScopes } from '#/db/words/people.ts'
import { productionNames, toName } from '#/lib/notices/parsing/words.ts'
import { hasControlCharacters, hasDirectionMarks } from '#/lib/platform/values/characters.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

export const maxSourceNameLength = 80
export const maxAccountLabelLength = 100

/** The default label that names the account (formats.md, Prometheus Alertmanager). */
export const defaultAccountLabel = 'account'

const maxNames = 20
export const maxSandboxNamesLength = 500

/** The names of an environment that are Sandbox, typed in one line with commas. Without any: the usual ones. */
const sandboxNames = z
  .string()
  .max(maxSandboxNamesLength, 'too-long')
  .refine((line) => !hasControlCharacters(line) && !hasDirectionMarks(line), 'characters')
  .transform((line) => {
    const names = [...new Set(line.split(',').map(toName).filter(Boolean))]
    return names.length > 0 ? names : [...defaultSandboxNames]
  })
  .refine((names) => names.length <= maxNames, 'too-many-names')
  .refine((names) => !names.some((name) => productionNames.includes(name)), 'production-name')

/** A source's name and defaults, which can be changed. Issues are keys of errors.json. */
export const sourceSettingsSchema = z.object({
  name: typedLine(maxSourceNameLength, 'source-name-required'),
  defaultCategory: z.enum(noticeCategories).nullable(),
  accountLabel: typedLine(maxAccountLabelLength, 'label-required'),
  internalLinks: z.boolean(),
  sandboxNames,
})
export type SourceSettings = z.output<typeof sourceSettingsSchema>

export const newSourceSchema = sourceSettingsSchema.extend({
  scopes: z.array(z.enum(keyScopes)).min(1, 'scopes-required'),
})

/** As they are typed and shown. */
export function joinNames(names: readonly string[]): string {
  return names.join(', ')
}

/** Changes with the source's settings, so that a form that started from older ones is refused. */
export function versionOfSource(source: SourceSettings): number {
  const { name, defaultCategory, accountLabel, internalLinks, sandboxNames } = source
  return crc32(JSON.stringify([name, defaultCategory, accountLabel, internalLinks, sandboxNames]))
}
