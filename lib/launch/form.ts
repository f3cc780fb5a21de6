import { z } from 'zod'
import { typedText } from '#/lib/typed-text.ts'
import { needsReason } from './policy.ts'
import { longestReason, staffSteps } from './schema.ts'

/** Staff's step as its form sends it. Issues are keys of errors.json. */
export const staffStepSchema = z
  .object({
    step: z.enum(staffSteps),
    reason: typedText(longestReason, { optional: true }).default(''),
  })
  .refine(({ step, reason }) => !needsReason(step) || reason !== '', {
    path: ['reason'],
    message: 'reason-required',
  })
