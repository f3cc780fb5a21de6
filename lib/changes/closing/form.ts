import { z } from 'zod'
import { longestCloseReason } from '#/lib/accounts/account/closing-policy.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

/** The owners read it. */
export const closeReasonSchema = typedText(longestCloseReason)

const version = z.string().max(1000)

/** Closing asks why, and for the account's short name once more. Issues are keys of errors.json. */
export const closeFormSchema = z.object({
  version,
  reason: closeReasonSchema,
  confirm: z.string().trim().max(200, 'slug-differs'),
})

export const reopenFormSchema = z.object({ version })
