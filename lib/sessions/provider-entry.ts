import { z } from 'zod'
import type { Store } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import { parseAddress } from '#/lib/contacts/address.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'
import { logEvent } from '#/lib/logs/events.ts'
import { findOrCreateUser, startSession, type Visitor } from './commands.ts'
import type { ProviderId } from './providers.ts'
import { findEntrant } from './queries.ts'

/** The claims that matter (OpenID Connect Core, 5.1): an address, and that the provider has verified it. */
const claimsSchema = z.object({ email: z.string(), email_verified: z.literal(true) })

/**
 * Signs in whom a provider vouches for; answers the session's id, or null where the address is not verified, or belongs
 * neither to a user nor to an open invitation (product.md, Signing in).
 */
export async function enterByProvider(
  store: Store,
  provider: ProviderId,
  claims: unknown,
  visitor: Visitor,
): Promise<string | null> {
  const parsed = claimsSchema.safeParse(claims)
  const address = parsed.success ? parseAddress(parsed.data.email) : null
  if (!address?.ok) return refuse(provider)
  const emailKey = addressKey(address.address)
  return store.transact(async (tx) => {
    const entrant = await findEntrant(tx, emailKey, now())
    if (!entrant) return refuse(provider)
    const user = entrant.user ?? (await findOrCreateUser(tx, entrant.email, visitor.locale))
    return startSession(tx, user.id, provider, visitor)
  })
}

function refuse(method: ProviderId): null {
  logEvent('sign-in-refused', { method })
  return null
}
