import { z } from 'zod'
import {
  type Deadline,
  deadlineBounds,
  longestPrivacy,
  longestProgrammeName,
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

export const programmeFormSchema = z.object({
  version,
  programmeName: typedLine(longestProgrammeName, 'shown-name-required'),
  staffAddress: address,
  supportAddress: address,
  privacyEn: typedText(longestPrivacy, { optional: true }),
  privacyIt: typedText(longestPrivacy, { optional: true }),
})

function typedNumber(name: Deadline) {
  const { least, most } = deadlineBounds[name]
  return z
    .string()
    .trim()
    .regex(/^[0-9]{1,6}$/, 'outside-bounds')
    .transform(Number)
    .pipe(z.int().min(least, 'outside-bounds').max(most, 'outside-bounds'))
}

export const deadlinesFormSchema = z.object({
  version,
  completionDays: typedNumber('completionDays'),
  escalationMinutes: typedNumber('escalationMinutes'),
  reviewDays: typedNumber('reviewDays'),
  drillDays: typedNumber('drillDays'),
  deliveryDays: typedNumber('deliveryDays'),
  draftDays: typedNumber('draftDays'),
})
