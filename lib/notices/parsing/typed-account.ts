import { z } from 'zod'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'
import { eventLimits } from './schema.ts'

/** Which account is meant, as `findNamedAccount` finds it: no longer than a sender may call one. */
export function typedAccount() {
  return z
    .string()
    .trim()
    .min(1, 'account-required')
    .max(eventLimits.account, 'unknown-account')
    .refine((named) => !hasControlCharacters(named), 'unknown-account')
}
