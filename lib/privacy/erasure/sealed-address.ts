import { env } from '#/env.ts'
import { seal, unseal } from '#/lib/platform/values/seal.ts'

const purpose = 'recapito address in a URL'

/** Encrypts an address for the URLs of its pages, so that logs and browser histories do not show it. */
export function sealAddress(key: string, secret = env.AUTH_SECRET): string {
  return seal(purpose, key, secret)
}

/** The sealed address; null if this installation did not seal it. */
export function openAddress(sealed: string): string | null {
  return unseal(purpose, sealed)
}
