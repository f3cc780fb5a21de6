import { z } from 'zod'
import { keyScopes } from '#/db/words/keys.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

export const longestSourceName = 80
export const longestAccountLabel = 100

/** The label that names the account unless a source says another (formats.md, Prometheus Alertmanager). */
export const usualAccountLabel = 'account'

/** A source that somebody describes, in a form or on the command line. Issues are keys of errors.json. */
export const newSourceSchema = z.object({
  name: typedLine(longestSourceName),
  scopes: z.array(z.enum(keyScopes)).min(1, 'choose-some'),
  defaultCategory: z.enum(noticeCategories).nullable(),
  accountLabel: typedLine(longestAccountLabel),
  internalLinks: z.boolean(),
})
