import { z } from 'zod'
import { endpointKinds, kinds } from '#/db/words/accounts.ts'

/** A number that admins set: whole, within bounds; `initial` is the default. */
export type Bounds = {
  section: 'gate' | 'emergency' | 'rhythm' | 'kept'
  min: number
  max: number
  initial: number
}

/** Intervals and deadlines, in the order of the page and under its headings, each in the unit at the end of its name. */
export const deadlineBounds = {
  /** How long a complete account may have a field missing again (product.md, The gate). */
  completionDays: { section: 'gate', min: 1, max: 90, initial: 14 },
  /** After how long an unanswered emergency moves on one step, and to staff (notices.md, Routing). */
  escalationMinutes: { section: 'emergency', min: 5, max: 1440, initial: 30 },
  /** How often owners and editors check their contacts, and emergency contacts are drilled (notices.md). */
  // Stored under the check's first name.
  reviewDays: { section: 'rhythm', min: 30, max: 730, initial: 180 },
  drillDays: { section: 'rhythm', min: 30, max: 730, initial: 180 },
  /** How long deliveries and closed notices are kept (product.md, Personal data). */
  deliveryDays: { section: 'kept', min: 30, max: 3650, initial: 400 },
  /** How long drafts and dead invitations are kept (product.md, Personal data). */
  draftDays: { section: 'kept', min: 30, max: 3650, initial: 90 },
} as const satisfies Record<string, Bounds>
export type Deadline = keyof typeof deadlineBounds
export const deadlines = Object.keys(deadlineBounds) as Deadline[]

export const maxProgrammeName = 80
/** Enough for ten printed pages. */
export const maxPrivacyLength = 20_000

/** A schema for each number, made from its bounds. */
export function eachDeadline<Schema>(schemaOf: (bounds: Bounds) => Schema): Record<Deadline, Schema> {
  const schemas = deadlines.map((name) => [name, schemaOf(deadlineBounds[name])])
  return Object.fromEntries(schemas) as Record<Deadline, Schema>
}

const accent = z
  .string()
  .regex(/^(#[0-9a-f]{6})?$/)
  .default('')

const programmeShape = {
  programmeName: z.string().min(1).max(maxProgrammeName),
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
  /** The address for staff mail; empty means all staff. */
  staffAddress: z.string().default(''),
  /** The address for partners who cannot sign in; the guide shows it. Empty: none. */
  supportAddress: z.string().default(''),
  /** The programme's privacy notice by language, or a link to it; empty if there is none. */
  privacyEn: z.string().max(maxPrivacyLength).default(''),
  privacyIt: z.string().max(maxPrivacyLength).default(''),
}

/** Null in an upgraded store: nobody has chosen yet (channels.md, Secrets, people, operators). */
const allowedKinds = z
  .array(z.enum(endpointKinds))
  .nullable()
  .default(endpointKinds.filter((kind) => !kinds[kind].gateway))

/** The settings that admins may change, with defaults. */
export const settingsSchema = z.object({
  ...programmeShape,
  /** The kinds of endpoints that partners may add (./allowed-kinds.ts). */
  allowedKinds,
  ...eachDeadline(({ min, max, initial }) => z.int().min(min).max(max).default(initial)),
})
export type Settings = z.output<typeof settingsSchema>

/** The settings that are saved together, by page. */
export const settingGroups = {
  programme: Object.keys(programmeShape) as (keyof typeof programmeShape)[],
  deadlines,
  endpoints: ['allowedKinds'],
} as const
