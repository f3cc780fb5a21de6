import type { Reader } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { grantSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { countGuess, refuseGuesser } from '#/lib/platform/limits/guesses.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { logMissingScope } from '#/lib/platform/log/log.ts'
import { Refusal } from './refusal.ts'

/**
 * The grant of a key. A network with too many wrong keys must wait, but its valid keys always work: behind a proxy that
 * hides addresses all senders are one network, and an attacker must not make us lose an alert.
 * @throws Refusal 401 without a valid key; 403 without the scope; 429 after too many wrong keys
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
  const detail = 'The key is unknown, revoked or expired.'
  throw new Refusal(401, {
    detail,
    headers: { 'www-authenticate': challenge(carrier, { code: 'invalid_token' }) },
  })
}

/** Counts a request without a valid key for its network. @throws Refusal 429 after too many */
export function countWrongKey(): Promise<void> {
  return countGuess('wrong-keys').catch(refuseNetwork)
}

/** @throws Refusal 429 after too many wrong keys from the network */
export function assertWrongKeyLimit(): void {
  try {
    refuseGuesser('wrong-keys')
  } catch (error) {
    refuseNetwork(error)
  }
}

function refuseNetwork(error: unknown): never {
  const seconds = retryAfter(error)
  if (seconds === null) throw error
  const detail = 'Too many requests with invalid keys from this network.'
  throw new Refusal(429, { detail, headers: { 'retry-after': String(seconds) } })
}

/** How a request may carry its key: always as a bearer token; `basic` also as the password of HTTP Basic (RFC 7617). */
export type Carrier = 'bearer' | 'basic'

/** Longer than any key; we do not hash anything longer. */
const maxKeyLength = 200

/** The key of a request, or null if it has none that is well formed. The user name of Basic is ignored. */
export function parseKey(authorization: string | null, carrier: Carrier = 'bearer'): string | null {
  const [, scheme = '', value = ''] = /^\s*([a-z]+) +(\S+)\s*$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return limited(value)
  if (carrier !== 'basic' || scheme.toLowerCase() !== 'basic') return null
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  return limited(password)
}

/** The `WWW-Authenticate` header of 401 and 403 (RFC 6750, section 3). */
export function challenge(
  carrier: Carrier,
  error: { code: 'invalid_token' | 'insufficient_scope'; scope?: string } | null = null,
): string {
  const parts = ['realm="Recapito"']
  if (error) parts.push(`error="${error.code}"`)
  if (error?.scope) parts.push(`scope="${error.scope}"`)
  const bearer = `Bearer ${parts.join(', ')}`
  return carrier === 'basic' ? `${bearer}, Basic realm="Recapito"` : bearer
}

const limited = (key: string): string | null => (key.length > 0 && key.length <= maxKeyLength ? key : null)
