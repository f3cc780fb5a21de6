import { z } from 'zod'

/** The answer to a report that was taken in. */
export const bounceRecordedSchema = z
  .object({
    outcome: z.enum(['recorded', 'unknown-delivery']).meta({
      description: 'Whether the delivery that it is about is known. If not, the report is kept for staff.',
    }),
  })
  .meta({ id: 'BounceRecorded' })
