import { env } from '#/env.ts'
import { seal, unseal } from '#/lib/platform/values/seal.ts'

const purpose = 'recapito address in a URL'

/** An address as it stands in the URLs of its pages: nobody who sees them, in a log or a history, can read it. */
export function sealAddress(key: string, secret = env.AUTH_SECRET): string {
  return seal(purpose, key, secret)
}

/** The address that was sealed; null for what is not ours. */
export function openAddress(sealed: string): string | null {
  return unseal(purpose, sealed)
}
