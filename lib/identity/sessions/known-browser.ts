import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { knownBrowserLife } from './policy.ts'

/**
 * Makes the proof that a browser keeps after signing an address in. It proves only that and the day, and opens nothing. It
 * keeps strangers who request codes for a person's address from using up that person's limit (docs/limits.md; OWASP calls it
 * a device cookie). A browser that presents a proof of the address keeps its name.
 */
export function proveBrowser(presented: string | null | undefined, emailKey: string): string {
  const browser = knownBrowser(presented, emailKey) ?? randomBytes(16).toString('base64url')
  const signed = `${browser}.${Math.floor(now() / day)}`
  return `${signed}.${sign(signed, emailKey)}`
}

/** The browser of a proof; null if it proves nothing about this address or is too old. */
export function knownBrowser(proof: string | null | undefined, emailKey: string): string | null {
  const [, browser, signedIn, signature] = /^([\w-]{22})\.(\d{1,6})\.([\w-]{43})$/.exec(proof ?? '') ?? []
  if (!browser || !signature) return null
  const expected = sign(`${browser}.${signedIn}`, emailKey)
  const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
  return isOurs && Number(signedIn) * day + knownBrowserLife > now() ? browser : null
}

function sign(signed: string, emailKey: string): string {
  return createHmac('sha256', env.AUTH_SECRET)
    .update(`known browser ${signed} ${emailKey}`)
    .digest('base64url')
}
