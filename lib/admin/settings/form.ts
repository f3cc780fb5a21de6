import { z } from 'zod'
import { endpointKinds } from '#/db/words/accounts.ts'
import {
  isReadable,
  nearestReadable,
  parseColour,
  type Scheme,
  weakestContrast,
} from '#/lib/platform/look/accent.ts'
import {
  eachDeadline,
  maxPrivacyLength,
  maxProgrammeName,
  settingsSchema,
} from '#/lib/platform/settings/schema.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'

const version = z.coerce.number().int()

/** An address as it is stored, or empty. Issues are keys of errors.json. */
const address = z
  .string()
  .trim()
  .transform((typed, context) => {
    if (typed === '') return ''
    const parsed = parseAddress(typed)
    if (parsed.ok) return parsed.address
    context.addIssue({ code: 'custom', message: 'email' })
    return z.NEVER
  })

/** An accent that is readable in its theme, or empty. The issue `contrast` has the nearest that is. */
function accent(scheme: Scheme) {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const hex = parseColour(typed)
      if (hex === '') return ''
      if (hex === null) context.addIssue({ code: 'custom', message: 'colour' })
      else if (isReadable(hex, scheme)) return hex
      else {
        const ratio = Math.floor(weakestContrast(hex, scheme) * 10) / 10
        const nearest = nearestReadable(hex, scheme)
        context.addIssue({ code: 'custom', message: 'contrast', params: { ratio, nearest } })
      }
      return z.NEVER
    })
}

export const programmeFormSchema = z.object({
  version,
  programmeName: typedLine(maxProgrammeName, 'shown-name-required'),
  accentLight: accent('light'),
  accentDark: accent('dark'),
  logo: settingsSchema.shape.logo,
  logoVector: settingsSchema.shape.logoVector,
  staffAddress: address,
  supportAddress: address,
  privacyEn: typedText(maxPrivacyLength, { optional: true }),
  privacyIt: typedText(maxPrivacyLength, { optional: true }),
})

const number = z
  .string()
  .trim()
  .regex(/^[0-9]{1,6}$/, 'outside-bounds')
  .transform(Number)

export const deadlinesFormSchema = z.object({
  version,
  ...eachDeadline(({ min, max }) =>
    number.pipe(z.int().min(min, 'outside-bounds').max(max, 'outside-bounds')),
  ),
})

export const endpointsFormSchema = z.object({
  version,
  allowedKinds: z.preprocess((ticked = []) => [ticked].flat(), z.array(z.enum(endpointKinds))),
})
