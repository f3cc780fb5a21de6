import { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import { findEntrant } from '#/lib/accounts/invitations/entrant.ts'
import { findOrCreateUser, startSession, type Visitor } from '#/lib/identity/sessions/commands.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import type { ProviderId } from './providers.ts'

/** Why a person whom a provider sent gets no session. Logged, and explained in docs/sign-in.md. */
export const admissionRefusals = ['no-address', 'unverified', 'stranger'] as const

/**
 * The claims that we read (OpenID Connect Core, 5.1). Some providers (Amazon Cognito) send `email_verified` as a
 * string.
 */
const claimsSchema = z.object({ email: z.string(), email_verified: z.unknown().optional() })
const verified: readonly unknown[] = [true, 'true']

/**
 * Signs in a person whom a provider has authenticated and returns the session's id. Null when the address is missing,
 * unverified, or that of neither a user nor an open invitation (product.md, Signing in).
 */
export async function admitFromProvider(
  store: Store,
  provider: ProviderId,
  claims: unknown,
  visitor: Visitor,
): Promise<string | null> {
  const parsed = claimsSchema.safeParse(claims)
  const address = parsed.success ? parseAddress(parsed.data.email) : null
  if (!parsed.success || !address?.ok) return refuse(provider, 'no-address')
  if (!verified.includes(parsed.data.email_verified)) return refuse(provider, 'unverified')
  const emailKey = addressKey(address.address)
  const sessionId = await store.transact(async (tx) => {
    const entrant = await findEntrant(tx, emailKey, now())
    if (!entrant) return null
    const user = entrant.user ?? (await findOrCreateUser(tx, entrant.email, visitor.locale))
    return startSession(tx, user.id, provider, visitor)
  })
  return sessionId ?? refuse(provider, 'stranger')
}

function refuse(method: ProviderId, reason: (typeof admissionRefusals)[number]): null {
  logEvent('sign-in-refused', { method, reason })
  return null
}
