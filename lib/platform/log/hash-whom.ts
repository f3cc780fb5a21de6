import { createHmac } from 'node:crypto'
import { env } from '#/env.ts'

/** A keyed hash of an address or network for the log: equal for equal ones, and meaningless without the secret. */
export function hashWhom(whom: string): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`limit ${whom}`).digest('base64url').slice(0, 27)
}
