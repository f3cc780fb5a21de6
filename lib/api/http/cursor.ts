import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'

const macBytes = 12

export type CursorList = 'accounts'

/** Where a list's next page starts, as a text that only we can make. */
export function sealCursor(list: CursorList, key: string): string {
  const bytes = Buffer.from(key)
  return Buffer.concat([sign(list, bytes), bytes]).toString('base64url')
}

/** The key in a cursor; null if we did not make it, or made it for another list. */
export function parseSealedCursor(list: CursorList, cursor: string): string | null {
  const bytes = Buffer.from(cursor, 'base64url')
  const key = bytes.subarray(macBytes)
  // Several texts decode to the same bytes, and only one is ours.
  if (key.length === 0 || bytes.toString('base64url') !== cursor) return null
  return timingSafeEqual(sign(list, key), bytes.subarray(0, macBytes)) ? key.toString() : null
}

function sign(list: CursorList, key: Buffer): Buffer {
  return createHmac('sha256', env.AUTH_SECRET)
    .update(`cursor ${list} `)
    .update(key)
    .digest()
    .subarray(0, macBytes)
}
