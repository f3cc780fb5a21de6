import { cookies } from 'next/headers'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { countPasskeys } from '#/lib/identity/passkeys/queries.ts'
import { cookieName, cookieOptions } from '#/lib/identity/sessions/cookie.ts'
import { type AccountGrant, ownMembership } from './grants.ts'

const name = cookieName('passkey-advice')
const life = 365 * 24 * 3600

/** Whether to recommend a passkey: to owners who have none and have not dismissed the advice in this browser. */
export async function isPasskeyAdvised(read: Reader, grant: AccountGrant): Promise<boolean> {
  if (ownMembership(grant)?.role !== 'owner' || !findRelyingParty(env.APP_URL)) return false
  if ((await cookies()).has(name)) return false
  return (await countPasskeys(read, grant.actor.user.id)) === 0
}

/** Dismisses the advice for a year. */
export async function dismissAdvice(): Promise<void> {
  const jar = await cookies()
  jar.set(name, 'dismissed', { ...cookieOptions, maxAge: life })
}
