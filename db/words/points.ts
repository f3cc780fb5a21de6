import type { EndpointKind, ServedField } from '#/db/words/accounts.ts'
import type { RouteTarget } from '#/db/words/notices.ts'

/** What the store knows a contact point by: an address in lower case, or `endpoint:{id}`. */
export type PointKey = string

/** How a contact point is reached. */
export type PointKind = 'mail' | EndpointKind

/** What a contact point is for: notices, or support that users see. */
export type Purpose = RouteTarget | ServedField

const prefix = 'endpoint:'

/** The key of an endpoint. No address is like it: addresses have no colon. */
export function endpointKey(id: string): PointKey {
  return `${prefix}${id}`
}

export function isEndpointKey(key: PointKey): boolean {
  return key.startsWith(prefix)
}

/** The id of the endpoint that this key names; null for an address. */
export function endpointIdOf(key: PointKey): string | null {
  return isEndpointKey(key) ? key.slice(prefix.length) : null
}
