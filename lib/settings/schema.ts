import { z } from 'zod'

/** What admins may set, each with its default. */
export const settingsSchema = z.object({
  programmeName: z.string().min(1).max(80),
  /** How long something missing may stay missing once an account was complete (product.md, The gate). */
  completionDays: z.int().min(1).max(90).default(14),
  /** Where staff are mailed; empty means all staff. */
  staffAddress: z.string().default(''),
})
export type Settings = z.output<typeof settingsSchema>
