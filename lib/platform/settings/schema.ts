import { z } from 'zod'

/** A number that admins set: whole, within bounds; `usual` is the default. */
type Bounds = { least: number; most: number; usual: number }

/** Intervals and deadlines, in the order of the page, each in the unit at the end of its name. */
export const deadlineBounds = {
  /** How long a complete account may miss something again (product.md, The gate). */
  completionDays: { least: 1, most: 90, usual: 14 },
  /** After how long an unanswered emergency moves on one step, and to staff (notices.md, Routing). */
  escalationMinutes: { least: 5, most: 1440, usual: 30 },
  /** How often owners and editors check their contacts, and emergency contacts are drilled (notices.md). */
  // Stored under the check's first name.
  reviewDays: { least: 30, most: 730, usual: 180 },
  drillDays: { least: 30, most: 730, usual: 180 },
  /** How long deliveries and closed notices are kept (product.md, Personal data). */
  deliveryDays: { least: 30, most: 3650, usual: 400 },
  /** How long drafts and dead invitations are kept (product.md, Personal data). */
  draftDays: { least: 30, most: 3650, usual: 90 },
} as const satisfies Record<string, Bounds>
export type Deadline = keyof typeof deadlineBounds
export const deadlines = Object.keys(deadlineBounds) as Deadline[]

export const longestProgrammeName = 80
/** Enough for ten printed pages. */
export const longestPrivacy = 20_000

function within(name: Deadline) {
  const { least, most, usual } = deadlineBounds[name]
  return z.int().min(least).max(most).default(usual)
}

const accent = z
  .string()
  .regex(/^(#[0-9a-f]{6})?$/)
  .default('')

/** The settings that admins may change, with defaults. */
export const settingsSchema = z.object({
  programmeName: z.string().min(1).max(longestProgrammeName),
  /** The address for staff mail; empty means all staff. */
  staffAddress: z.string().default(''),
  /** The address for partners who cannot sign in; the guide shows it. Empty: none. */
  supportAddress: z.string().default(''),
  /** The programme's privacy notice by language, or a link to it; empty if there is none. */
  privacyEn: z.string().max(longestPrivacy).default(''),
  privacyIt: z.string().max(longestPrivacy).default(''),
  /** The accent in each theme, as `#1a2b3c` (lib/platform/look/accent.ts); empty: the portal's own. */
  accentLight: accent,
  accentDark: accent,
  /** The logo's name (lib/platform/look/logo.ts), and that of an SVG shown in its place on pages; empty: none. */
  logo: z
    .string()
    .regex(/^([0-9a-f]{32}-\d{1,4}x\d{1,4})?$/)
    .default(''),
  logoVector: z
    .string()
    .regex(/^([0-9a-f]{32})?$/)
    .default(''),
  completionDays: within('completionDays'),
  escalationMinutes: within('escalationMinutes'),
  reviewDays: within('reviewDays'),
  drillDays: within('drillDays'),
  deliveryDays: within('deliveryDays'),
  draftDays: within('draftDays'),
})
export type Settings = z.output<typeof settingsSchema>
