import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import type { BulkWork } from '#/db/words/bulk.ts'
import { caseLimits } from '#/db/words/cases.ts'
import { accountFilters, maxAudienceLength } from '#/lib/accounts/search/list.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'

/** Urgent cases go to one account, or by announcement: each is mailed to all staff. */
export const bulkCaseCategories = ['integration', 'contact-information', 'users', 'other'] as const

/**
 * The selection in a form; an issue if any part is unknown, for example a filter that an update removed. Ignoring that
 * part would reach more accounts than the sender saw.
 */
export const selectionSchema = z
  .string()
  .max(maxAudienceLength)
  .transform((text, context) => {
    const given = new URLSearchParams(text)
    const selection = accountFilters.query(accountFilters.read(Object.fromEntries(given)))
    if (new URLSearchParams(selection).toString() === given.toString()) return selection
    context.addIssue('invalid-input')
    return z.NEVER
  })

/** The form that begins a run. `id`: made with the form, so that sending it twice begins one. */
export const bulkFormSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['nudge', 'drill']), id: z.uuid(), selection: selectionSchema }),
    z.object({
      kind: z.literal('case'),
      id: z.uuid(),
      selection: selectionSchema,
      category: z.enum(bulkCaseCategories, 'category-required'),
      subject: typedLine(caseLimits.subject, 'subject-required'),
      text: typedText(caseLimits.text, { missing: 'message-required' }),
      environment: z.enum(environments, 'environment-required'),
    }),
  ])
  .transform(({ id, selection, ...work }) => ({ id, selection, work: work satisfies BulkWork }))
