import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'

const macBytes = 12

/** Where the next page of accounts starts, signed. */
export function sealCursor(key: string): string {
  const bytes = Buffer.from(key)
  return Buffer.concat([sign(bytes), bytes]).toString('base64url')
}

/** The key in a cursor; null if the signature is invalid. */
export function parseSealedCursor(cursor: string): string | null {
  const bytes = Buffer.from(cursor, 'base64url')
  const key = bytes.subarray(macBytes)
  // Several texts decode to the same bytes, and only one is ours.
  if (key.length === 0 || bytes.toString('base64url') !== cursor) return null
  return timingSafeEqual(sign(key), bytes.subarray(0, macBytes)) ? key.toString() : null
}

function sign(key: Buffer): Buffer {
  const mac = createHmac('sha256', env.AUTH_SECRET).update('cursor accounts ').update(key)
  return mac.digest().subarray(0, macBytes)
}
