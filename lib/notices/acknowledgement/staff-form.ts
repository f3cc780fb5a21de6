import { z } from 'zod'
import { noticeCategories } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'

/** The form with which staff close a notice; the note may be empty. Issues are keys in errors.json. */
export const staffCloseSchema = z.object({ notice: z.uuid(), note: typedText(2000, { optional: true }) })

/** The form with which staff hand a notice back. `acknowledgedAt`: of the acknowledgement that they saw. */
export const handBackSchema = z.object({
  notice: z.uuid(),
  reason: typedText(2000, { missing: 'reason-required' }),
  acknowledgedAt: z.coerce.number().int(),
})

/** The form that routes an unroutable notice, with words for an unreadable one. */
export const routeAgainSchema = z.object({
  notice: z.uuid(),
  slug: accountField(),
  category: z.enum(noticeCategories, 'category-required'),
  summary: z.literal('').or(typedLine(eventLimits.summary)).default(''),
  details: typedText(eventLimits.text, { optional: true }).default(''),
})

/** An account for `findNamedAccount`, limited to the length of a sender's name for it. */
export function accountField() {
  return z
    .string()
    .trim()
    .min(1, 'account-required')
    .max(eventLimits.account, 'unknown-account')
    .refine((named) => !hasControlCharacters(named), 'unknown-account')
}
