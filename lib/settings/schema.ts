import { z } from 'zod'

/** What admins may set, each with its default. */
export const settingsSchema = z.object({
  programmeName: z.string().min(1).max(80),
  /** How long something missing may stay missing once an account was complete (product.md, The gate). */
  completionDays: z.int().min(1).max(90).default(14),
  /** Where staff are mailed; empty means all staff. */
  staffAddress: z.string().default(''),
  /** After how long an unanswered emergency goes one step on, and to staff (notices.md, Routing). */
  escalationMinutes: z.int().min(5).max(1440).default(30),
  /** How often owners and editors are asked whether everything still holds, and emergency contacts are drilled (notices.md). */
  reviewDays: z.int().min(30).max(730).default(180),
  drillDays: z.int().min(30).max(730).default(180),
  /** How long deliveries and closed notices are kept (product.md, Personal data). */
  deliveryDays: z.int().min(30).max(3650).default(400),
})
export type Settings = z.output<typeof settingsSchema>
