import { z } from 'zod'
import { locales } from '#/db/words/people.ts'
import { personNameSchema } from '#/lib/identity/people/person-name.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'

export const themes = ['system', 'light', 'dark'] as const

/** An IANA zone by its present name; null for `''`. */
const timeZone = z
  .string()
  .max(100, 'time-zone')
  .transform((typed, context) => {
    if (typed === '') return null
    const zone = canonicalZone(typed)
    if (zone === null) context.addIssue('time-zone')
    return zone
  })

/** What people choose for themselves (product.md, Signing in). */
export const profileSchema = z.object({
  name: personNameSchema,
  locale: z.enum(locales),
  timeZone,
  theme: z.enum(themes),
})
export type ProfileForm = z.output<typeof profileSchema>
