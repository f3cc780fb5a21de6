import { z } from 'zod'
import { maxCloseReasonLength } from '#/lib/accounts/account/closing-policy.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

/** Owners read the reason. */
export const closeReasonSchema = typedText(maxCloseReasonLength, { missing: 'reason-required' })

const version = z.string().max(1000)

/**
 * Closing asks for a reason and for the account's slug. Issues are keys of errors.json. Only the command can name the slug,
 * so it also refuses an endless `confirm`: its beginning, which is longer than any slug.
 */
export const closeFormSchema = z.object({
  version,
  reason: closeReasonSchema,
  confirm: z.string().transform((typed) => typed.slice(0, 200).trim()),
})

export const reopenFormSchema = z.object({ version })
