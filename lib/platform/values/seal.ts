import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '#/env.ts'

const ivBytes = 12
const tagBytes = 16

/** A text sealed for one purpose does not open for another. */
type Purpose = 'recapito address in a URL' | 'recapito secrets in the outbox'

/** The text, encrypted with `AUTH_SECRET`, safe in URLs; each call gives another result. */
export function seal(purpose: Purpose, text: string, secret = env.AUTH_SECRET): string {
  return encrypt(keyFor(purpose, secret), text)
}

/** The sealed text; null if nobody sealed it, or with another secret. */
export function unseal(purpose: Purpose, sealed: string): string | null {
  return decrypt(keyFor(purpose, env.AUTH_SECRET), sealed)
}

const derived = new Map<string, Buffer>()

/** The key for one purpose, derived once: a message to an endpoint needs several. */
export function keyFor(purpose: string, secret: string): Buffer {
  const known = derived.get(`${purpose} ${secret}`)
  const key = known ?? Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  if (!known) derived.set(`${purpose} ${secret}`, key)
  return key
}

/** AES-256-GCM. `place`: authenticated, not encrypted. */
export function encrypt(key: Buffer, text: string, place = ''): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

/** What `encrypt` returned for this key and place, as text; else null. */
export function decrypt(key: Buffer, sealed: string, place = ''): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < ivBytes + tagBytes) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes))
    return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
