import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'

/**
 * What a browser keeps that signed an address in: proof of that, and of nothing else. It opens nothing; it keeps whoever asks for
 * codes for somebody else's address from using up what that person may ask for (docs/limits.md; OWASP calls it a device cookie).
 */
export function newBrowserProof(emailKey: string): string {
  const browser = randomBytes(16).toString('base64url')
  return `${browser}.${sign(browser, emailKey)}`
}

/** The browser that a proof is of, null where it proves nothing of this address. */
export function knownBrowser(proof: string | null | undefined, emailKey: string): string | null {
  const [, browser = '', signature = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(proof ?? '') ?? []
  if (!browser) return null
  const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(sign(browser, emailKey)))
  return isOurs ? browser : null
}

function sign(browser: string, emailKey: string): string {
  return createHmac('sha256', env.AUTH_SECRET)
    .update(`known browser ${browser} ${emailKey}`)
    .digest('base64url')
}
