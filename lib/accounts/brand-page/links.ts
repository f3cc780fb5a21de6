/**
 * Links made of what an account published. We check each here again, since a revision may be older than today's rules. Text
 * that is no link is shown as text, or not at all.
 */

/** `mailto:` (RFC 6068) of a plain address; null for anything else. */
export function mailLink(address: string): string | null {
  const parts = /^([\x21-\x3f\x41-\x7e]+)@([a-z0-9][a-z0-9.-]*)$/i.exec(address)
  return parts ? `mailto:${encodeURIComponent(parts[1] ?? '')}@${parts[2]}` : null
}

/**
 * `tel:` (RFC 3966) of a number as people write it. With a country it is a global number. Without one it is the digits only: the standard asks for a context that we do not know, and
 * telephones would dial it.
 */
export function phoneLink(phone: string): string | null {
  if (!/^\+?[0-9 ().-]+$/.test(phone)) return null
  const global = globalNumber(phone)
  if (global) return `tel:${global}`
  const digits = phone.replace(/[^0-9]/g, '')
  return digits ? `tel:${digits}` : null
}

/**
 * The number as ITU-T E.164 writes it (`+390805550100`); null without a country. A zero in brackets is dialled within the
 * country only, but Italy (with the Vatican) and San Marino have it in the number.
 */
export function globalNumber(phone: string): string | null {
  if (!/^(\+|00)[0-9 ().-]+$/.test(phone)) return null
  const digits = phone
    .replace(/^(\+|00)|[ .-]/g, '')
    .replace(/(?<!^\(?(39|378)\)?)\(0\)/, '')
    .replace(/[()]/g, '')
  return /^[1-9][0-9]{5,14}$/.test(digits) ? `+${digits}` : null
}

/** The address of a help page; null if it is not a public web page. */
export function helpLink(helpUrl: string): string | null {
  const url = URL.parse(helpUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.username || url.password ? null : url.href
}

const maxShownLength = 60

/** An address as people read it: without its scheme, and shortened. */
export function displayUrl(href: string): string {
  const shown = href.replace(/^https?:\/\//, '').replace(/^([^/]+)\/$/, '$1')
  return shown.length > maxShownLength ? `${shown.slice(0, maxShownLength)}…` : shown
}
