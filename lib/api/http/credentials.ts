/** How a request may carry its key: always as a bearer token; `basic` also as the password of HTTP Basic (RFC 7617). */
export type Carrier = 'bearer' | 'basic'

/** Longer than any key; what is longer is not worth hashing. */
const longestKey = 200

/** The key of a request, or null where it carries none that could be one. The user's name of Basic says nothing. */
export function parseKey(authorization: string | null, carrier: Carrier = 'bearer'): string | null {
  const [, scheme = '', value = ''] = /^\s*([a-z]+) +(\S+)\s*$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return limited(value)
  if (carrier !== 'basic' || scheme.toLowerCase() !== 'basic') return null
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  return limited(password)
}

/** What the answers 401 and 403 say in `WWW-Authenticate` (RFC 6750, section 3). */
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

function limited(key: string): string | null {
  return key.length > 0 && key.length <= longestKey ? key : null
}
