import { z } from 'zod'
import { noticeCategories } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'

/** Staff's word when they close a notice; it may be empty. Issues are keys of errors.json. */
export const staffCloseSchema = z.object({ notice: z.uuid(), note: typedText(2000, { optional: true }) })

/** Where staff send an unroutable notice, and what they make of one that could not be read. */
export const routeAgainSchema = z.object({
  notice: z.uuid(),
  slug: typedAccount(),
  category: z.enum(noticeCategories, 'choose'),
  summary: z.literal('').or(typedLine(eventLimits.summary)).default(''),
  details: typedText(eventLimits.text, { optional: true }).default(''),
})

/** Which account is meant, as `findNamedAccount` finds it: no longer than a sender may call one. */
export function typedAccount() {
  return z
    .string()
    .trim()
    .min(1, 'account-required')
    .max(eventLimits.account, 'unknown-account')
    .refine((named) => !hasControlCharacters(named), 'unknown-account')
}
