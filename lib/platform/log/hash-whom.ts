import { createHmac } from 'node:crypto'
import { env } from '#/env.ts'

/** What stands for an address or a network in a log: the same for the same one, and nothing to who lacks the secret. */
export function hashWhom(whom: string): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`limit ${whom}`).digest('base64url').slice(0, 27)
}
