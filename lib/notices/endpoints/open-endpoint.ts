import { createHmac } from 'node:crypto'
import type { endpoints } from '#/db/schema/endpoints.ts'
import { env } from '#/env.ts'
import { listPlaces } from '#/lib/contacts/fields/endpoint-place.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { decrypt, encrypt, keyFor } from '#/lib/platform/values/seal.ts'
import type { OpenedEndpoint } from './kind-call.ts'

type Stored = Pick<typeof endpoints.$inferSelect, 'id' | 'kind' | 'label' | 'host' | 'sealed'>

/** What is sealed of an endpoint. `previous`: rotated secrets, each valid until `until` (milliseconds UTC). */
export type EndpointSecrets = {
  config: Record<string, string>
  previous?: readonly { secret: string; until: number }[]
}

const purpose = 'recapito secrets of endpoints'

/** Where the secrets are stored. Moved to another row, they do not open. */
const placeOf = (id: string) => `endpoints.sealed ${id}`

/** Encrypts the secrets for the store with the first of these keys; each call gives another result. */
export function sealEndpoint(
  id: string,
  secrets: EndpointSecrets,
  [key]: readonly string[] = env.SECRETS_KEY,
): string {
  if (key === undefined) throw new Error('SECRETS_KEY is not set.')
  return encrypt(keyFor(purpose, key), JSON.stringify(secrets), placeOf(id))
}

/** The secrets of an endpoint; null if no key of `SECRETS_KEY` opens them. */
export function unsealEndpoint(
  { id, sealed }: Pick<Stored, 'id' | 'sealed'>,
  keys = env.SECRETS_KEY,
): EndpointSecrets | null {
  for (const key of keys) {
    const text = decrypt(keyFor(purpose, key), sealed, placeOf(id))
    if (text !== null) return JSON.parse(text)
  }
  return null
}

/** Which key of `SECRETS_KEY` opens the secrets: the one that seals now, the other, or none. */
export function sealedWith(
  stored: Pick<Stored, 'id' | 'sealed'>,
  keys = env.SECRETS_KEY,
): 'current' | 'other' | 'none' {
  if (unsealEndpoint(stored, keys.slice(0, 1))) return 'current'
  return unsealEndpoint(stored, keys) ? 'other' : 'none'
}

/** An endpoint that can be called; null as `unsealEndpoint`. */
export function openEndpoint(stored: Stored): OpenedEndpoint | null {
  const secrets = unsealEndpoint(stored)
  if (secrets === null) return null
  const { config, previous = [] } = secrets
  const { id, kind, label, host } = stored
  const previousSecrets = previous.filter(({ until }) => until > now()).map(({ secret }) => secret)
  return { id, kind, label, host, config, previousSecrets }
}

/** Of a target or place. Keyed: numbers are few enough to try them all. */
export function digestOf(target: string): string {
  return createHmac('sha256', keyFor('targets of endpoints', env.AUTH_SECRET)).update(target).digest('hex')
}

export type Placed = Pick<typeof endpoints.$inferSelect, 'id' | 'host' | 'target' | 'sealed'>

/** The digests of `listPlaces`. What no key opens is known by its target alone. */
export function placesOf(endpoint: Placed): [string, ...string[]] {
  const opened = unsealEndpoint(endpoint)
  if (!opened) return [endpoint.target]
  const [place, ...above] = listPlaces({ ...endpoint, ...opened })
  return [digestOf(place), ...above.map(digestOf)]
}
