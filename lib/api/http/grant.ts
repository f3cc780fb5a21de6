import type { Reader } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/keys.ts'
import { grantSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { countGuess, refuseGuesser } from '#/lib/platform/limits/guesses.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { logMissingScope } from '#/lib/platform/log/refusal.ts'
import { type Carrier, challenge } from './credentials.ts'
import { Refusal } from './refusal.ts'

/**
 * The right of a key. A network that shows too many wrong ones is told to wait; a good key is never refused for its
 * neighbours: behind a proxy that names nobody all senders are one network, and an alert must not be lost to a guesser.
 * @throws Refusal 401 no key, or none that is good; 403 without the scope; 429 too many wrong ones
 */
export async function assertScope<Scope extends KeyScope>(
  read: Reader,
  key: string | null,
  scope: Scope,
  carrier: Carrier = 'bearer',
): Promise<SourceGrant<Scope>> {
  if (key === null) {
    const detail = 'Send the key of an event source as `Authorization: Bearer …`.'
    throw new Refusal(401, { detail, headers: { 'www-authenticate': challenge(carrier) } })
  }
  const grant = await grantSource(read, key, scope)
  if (grant === 'missing-scope') {
    const header = challenge(carrier, { code: 'insufficient_scope', scope })
    const detail = `The key lacks the scope ${scope}.`
    logMissingScope()
    throw new Refusal(403, { detail, headers: { 'www-authenticate': header } })
  }
  if (grant !== 'unknown-key') return grant

  await countWrongKey()
  const detail = 'The key is unknown, was revoked or has expired.'
  throw new Refusal(401, {
    detail,
    headers: { 'www-authenticate': challenge(carrier, { code: 'invalid_token' }) },
  })
}

/** Counts a request that showed no good key, for its network. @throws Refusal 429 where there were too many */
export function countWrongKey(): Promise<void> {
  return countGuess('wrong-keys').catch(refuseNetwork)
}

/** @throws Refusal 429 where the network has shown too many keys that are none */
export function assertPatience(): void {
  try {
    refuseGuesser('wrong-keys')
  } catch (error) {
    refuseNetwork(error)
  }
}

function refuseNetwork(error: unknown): never {
  const seconds = retryAfter(error)
  if (seconds === null) throw error
  const detail = 'Too many keys from this network were not valid.'
  throw new Refusal(429, { detail, headers: { 'retry-after': String(seconds) } })
}
