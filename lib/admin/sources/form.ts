import { z } from 'zod'
import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { defaultAccountLabel, newSourceSchema } from './schema.ts'

const { name, scopes, defaultCategory, accountLabel, internalLinks, sandboxNames } = newSourceSchema.shape

const settings = {
  name,
  defaultCategory: z.preprocess((chosen) => chosen || null, defaultCategory),
  accountLabel: z.preprocess((typed) => typed || defaultAccountLabel, accountLabel),
  internalLinks: z.preprocess((ticked) => ticked === 'yes', internalLinks),
  sandboxNames,
}
const expires = z.string().trim().max(20, 'no-such-day')
const id = z.string().max(100)

/** The form that adds a source. `key` identifies the form, so that sending it twice adds one source. */
export const sourceFormSchema = z.object({
  key: z.uuid(),
  ...settings,
  scopes: z.preprocess((ticked = []) => [ticked].flat(), scopes),
  expires,
})

export const sourceSettingsFormSchema = z.object({
  source: id,
  version: z.coerce.number().int(),
  ...settings,
})

/** The form that adds a key. `key` identifies the form, so that sending it twice adds one key. */
export const keyFormSchema = z.object({ key: z.uuid(), source: id, expires })

export const revokeFormSchema = z.object({ key: id, source: id })

/**
 * The end of `day` in the reader's zone, when the key expires: milliseconds UTC, null without a day.
 * @throws AppError `no-such-day`, `day-passed`
 */
export function parseExpiry(day: string, zone: string, now: number): number | null {
  if (!day) return null
  const at = endOfDay(day, zone)
  if (at === null) throw new AppError('no-such-day', {}, 'expires')
  if (at <= now) throw new AppError('day-passed', {}, 'expires')
  return at
}
