import type { endpoints } from '#/db/schema/endpoints.ts'
import { env } from '#/env.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openSecret, sealSecret } from '#/lib/platform/values/sealed-box.ts'
import type { OpenedEndpoint } from './kind-call.ts'

type Stored = Pick<typeof endpoints.$inferSelect, 'id' | 'kind' | 'label' | 'host' | 'sealed'>

/** What is sealed of an endpoint. `previous`: rotated secrets, each valid until `until` (milliseconds UTC). */
export type EndpointSecrets = {
  config: Record<string, string>
  previous?: readonly { secret: string; until: number }[]
}

const column = 'endpoints.sealed'

export function sealEndpoint(id: string, secrets: EndpointSecrets): string {
  return sealSecret({ id, column }, JSON.stringify(secrets))
}

/** The secrets of an endpoint; null if no key of `SECRETS_KEY` opens them. */
export function unsealEndpoint(
  { id, sealed }: Pick<Stored, 'id' | 'sealed'>,
  keys = env.SECRETS_KEY,
): EndpointSecrets | null {
  const text = openSecret({ id, column }, sealed, keys)
  return text === null ? null : JSON.parse(text)
}

/** Which key of `SECRETS_KEY` opens the secrets: the one that seals now, the other, or none. */
export function keyOf(
  { id, sealed }: Pick<Stored, 'id' | 'sealed'>,
  keys = env.SECRETS_KEY,
): 'current' | 'other' | 'none' {
  const opens = (some: readonly string[]) => openSecret({ id, column }, sealed, some) !== null
  return opens(keys.slice(0, 1)) ? 'current' : opens(keys) ? 'other' : 'none'
}

/** The same secrets, sealed with the first of these keys. */
export function resealEndpoint(
  { id, sealed }: Pick<Stored, 'id' | 'sealed'>,
  keys = env.SECRETS_KEY,
): string {
  const secrets = openSecret({ id, column }, sealed, keys)
  return secrets === null ? sealed : sealSecret({ id, column }, secrets, keys)
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
