import { z } from 'zod'
import { personNameSchema } from '#/lib/identity/people/person-name.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { reportedZone } from '#/lib/platform/values/zones.ts'

const browserZone = z
  .string()
  .catch('')
  .transform((zone) => reportedZone(zone))

/** The fields of accepting an invitation. */
export const acceptanceShape = { name: personNameSchema, locale: z.enum(locales), timeZone: browserZone }
