import type { Reader } from '#/db/store/index.ts'
import type { KeyScope } from '#/lib/events/schema.ts'
import { createAttemptLimit, networkOf } from '#/lib/sessions/attempts.ts'
import { grantSource, type SourceGrant } from '#/lib/sources/queries.ts'
import { type Carrier, challenge } from './credentials.ts'
import { Refusal } from './refusal.ts'
import { shareLimit } from './shared.ts'

/** Wrong keys of one network within a minute. */
const mostWrongKeys = 60
const span = 60_000

/**
 * The right of a key. A network that shows too many wrong ones is told to wait; a good key is never refused for its
 * neighbours: behind a proxy that names nobody all senders are one network, and an alert must not be lost to a guesser.
 * @throws Refusal 401 no key, or none that is good; 403 without the scope; 429 too many wrong ones
 */
export async function demandScope<Scope extends KeyScope>(
  read: Reader,
  key: string | null,
  scope: Scope,
  { headers, carrier = 'bearer' }: { headers: Pick<Headers, 'get'>; carrier?: Carrier },
): Promise<SourceGrant<Scope>> {
  if (key === null) {
    const detail = 'Send the key of an event source as `Authorization: Bearer …`.'
    throw new Refusal(401, { detail, headers: { 'www-authenticate': challenge(carrier) } })
  }
  const grant = await grantSource(read, key, scope)
  if (grant === 'missing-scope') {
    const header = challenge(carrier, { code: 'insufficient_scope', scope })
    const detail = `The key lacks the scope ${scope}.`
    throw new Refusal(403, { detail, headers: { 'www-authenticate': header } })
  }
  if (grant !== 'unknown-key') return grant

  const wrongKeys = shareLimit('wrongKeys', () => createAttemptLimit(mostWrongKeys, span))
  if (!wrongKeys.take(networkOf(headers.get('x-forwarded-for')))) {
    const detail = 'Too many keys from this network were not valid.'
    throw new Refusal(429, { detail, headers: { 'retry-after': String(span / 1000) } })
  }
  const detail = 'The key is unknown, was revoked or has expired.'
  throw new Refusal(401, {
    detail,
    headers: { 'www-authenticate': challenge(carrier, { code: 'invalid_token' }) },
  })
}
