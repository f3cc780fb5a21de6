import { z } from 'zod'
import { noticeCategories } from '#/db/words/notices.ts'
import { keyScopes } from '#/db/words/people.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

export const longestSourceName = 80
export const longestAccountLabel = 100

/** The default label that names the account (formats.md, Prometheus Alertmanager). */
export const usualAccountLabel = 'account'

/** A new source from a form or the command line. Issues are keys of errors.json. */
export const newSourceSchema = z.object({
  name: typedLine(longestSourceName, 'source-name-required'),
  scopes: z.array(z.enum(keyScopes)).min(1, 'scopes-required'),
  defaultCategory: z.enum(noticeCategories).nullable(),
  accountLabel: typedLine(longestAccountLabel, 'label-required'),
  internalLinks: z.boolean(),
})
