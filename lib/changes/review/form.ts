import { z } from 'zod'
import { typedText } from '#/lib/platform/values/typed-text.ts'
import { maxReasonLength, needsReason, staffSteps } from './policy.ts'

/**
 * Staff's step. `since`: when the state that the page showed began (milliseconds UTC). Issues are keys of errors.json.
 */
export const staffStepSchema = z
  .object({
    step: z.enum(staffSteps),
    since: z.coerce.number().int(),
    reason: typedText(maxReasonLength, { optional: true }).default(''),
  })
  .refine(({ step, reason }) => !needsReason(step) || reason !== '', {
    path: ['reason'],
    message: 'reason-required',
  })
