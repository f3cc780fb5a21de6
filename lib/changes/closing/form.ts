import { z } from 'zod'
import { longestCloseReason } from '#/lib/accounts/account/closing-policy.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

/** Owners read the reason. */
export const closeReasonSchema = typedText(longestCloseReason, { missing: 'reason-required' })

const version = z.string().max(1000)

/** Closing asks for a reason and for the account's slug. Issues are keys of errors.json. */
export const closeFormSchema = z.object({
  version,
  reason: closeReasonSchema,
  confirm: z.string().trim().max(200, 'slug-differs'),
})

export const reopenFormSchema = z.object({ version })
