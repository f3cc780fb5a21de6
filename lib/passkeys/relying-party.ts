/**
 * Who asks for passkeys at an address (WebAuthn, 5.1.2): browsers have them for a name reached by https, and for this machine.
 * Null where they have none. `id` is what a passkey is bound to, for good.
 */
export function findRelyingParty(appUrl: string): { id: string; origin: string } | null {
  const { protocol, hostname, origin } = new URL(appUrl)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  return isLocal || (protocol === 'https:' && !isNumber) ? { id: hostname, origin } : null
}
