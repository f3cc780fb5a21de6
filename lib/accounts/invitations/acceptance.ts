import { z } from 'zod'
import { personNameSchema } from '#/lib/identity/people/person-name.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'

/** The zone that the browser reports; anything else is ignored, since nobody typed it. */
const browserZone = z
  .string()
  .catch('')
  .transform((zone) => canonicalZone(zone))

/** The fields of accepting an invitation. */
export const acceptanceShape = {
  name: personNameSchema,
  locale: z.enum(locales),
  timeZone: browserZone,
}
