import { editDistance } from '#/lib/platform/values/edit-distance.ts'

/** Mail domains that partners in both languages use; a domain in this list is never "corrected". */
const wellKnown = [
  ['gmail.com', 'googlemail.com', 'hotmail.com', 'hotmail.it', 'hotmail.co.uk', 'outlook.com', 'outlook.it'],
  ['live.com', 'live.it', 'msn.com', 'yahoo.com', 'yahoo.it', 'yahoo.co.uk', 'ymail.com', 'icloud.com'],
  ['me.com', 'aol.com', 'protonmail.com', 'proton.me', 'gmx.com', 'gmx.net', 'mail.com', 'email.com'],
  ['email.it', 'libero.it', 'virgilio.it', 'tiscali.it', 'alice.it', 'tin.it', 'fastwebnet.it'],
  ['legalmail.it', 'pec.it'],
].flat()

/** Names so long and odd that a near miss is a slip, not somebody's own domain; with their endings. */
const mistypable = new Map(
  [
    ...['gmail', 'googlemail', 'hotmail', 'outlook', 'yahoo', 'icloud'],
    ...['protonmail', 'libero', 'virgilio', 'tiscali', 'fastwebnet', 'legalmail'],
  ].map((name) => [name, endingsOf(name)]),
)

/** Top-level domains that do not exist, with the intended ones. */
const slippedEndings = new Map([
  ...['con', 'cmo', 'ocm', 'comm', 'coom', 'vom', 'xom', 'cpm', 'cim', 'conm'].map(
    (slip) => [slip, 'com'] as const,
  ),
  ...['ti', 'iit', 'itt', 'ut'].map((slip) => [slip, 'it'] as const),
])

/** Real top-level domains without mail for the well-known names: only a slip leads there. */
const emptyEndings = new Map([
  ['co', 'com'],
  ['cm', 'com'],
  ['om', 'com'],
  ['i', 'it'],
])

function endingsOf(name: string): string[] {
  const domains = wellKnown.filter((domain) => domain.startsWith(`${name}.`))
  return domains.map((domain) => domain.slice(name.length + 1))
}

/**
 * The intended address if the domain is a likely slip for a well-known one (`gmial.com`), else null. A suggestion,
 * never an error (product.md, Addresses).
 */
export function suggestAddress(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at < 1 || address.length > 254) return null
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase()
  const meant = suggestDomain(domain)
  return meant === null || meant === domain ? null : `${address.slice(0, at).trim()}@${meant}`
}

function suggestDomain(domain: string): string | null {
  if (wellKnown.includes(domain)) return null
  const dot = domain.lastIndexOf('.')
  if (dot < 1) return mistypableDomain(domain, '')
  const name = domain.slice(0, dot)
  const ending = domain.slice(dot + 1)
  const known = mistypableDomain(name, ending)
  if (known !== null) return known
  const meant = slippedEndings.get(ending)
  return meant === undefined ? null : `${name}.${meant}`
}

function mistypableDomain(name: string, ending: string): string | null {
  const meantEnding = slippedEndings.get(ending) ?? emptyEndings.get(ending) ?? ending
  for (const [known, endings] of mistypable) {
    const distance = name === known ? 0 : editDistance(name, known)
    if (distance > (known.length >= 8 ? 2 : 1)) continue
    const only = endings.length === 1 ? endings[0] : undefined
    if (meantEnding === '' && distance === 0) return `${known}.${endings[0]}`
    if (endings.includes(meantEnding)) return `${known}.${meantEnding}`
    // gmail.it, libero.com: a name that exists under one ending only.
    if (distance === 0 && only !== undefined && ['com', 'it'].includes(meantEnding)) return `${known}.${only}`
  }
  return null
}
