import { createHash, randomBytes, randomInt } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** A new row's id: UUIDv7 (RFC 9562), so that ids sort by creation. */
export function newId(): string {
  return uuidv7()
}

/** When an id was made, in milliseconds UTC: the first 48 bits of a UUIDv7 (RFC 9562, section 5.7). */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** A secret for a link: 256 random bits, safe in URLs. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** An 8-digit sign-in code. */
export function newCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0')
}

/** SHA-256, hex. Enough for secrets of 256 bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
