import { domainToASCII, domainToUnicode } from 'node:url'
import { maxLengths } from '#/db/words/accounts.ts'
import { hasControlCharacters, hasInvisibleCharacters } from './characters.ts'
import { addressKey } from './fold.ts'

export type AddressProblemCode =
  | 'address-required'
  | 'address-too-long'
  | 'address-control'
  | 'address-invisible'
  | 'address-homoglyph-at'
  | 'address-list'
  | 'address-display-name'
  | 'address-quotes'
  | 'address-comment'
  | 'address-character'
  | 'address-spaces'
  | 'address-no-at'
  | 'address-several-at'
  | 'address-no-local'
  | 'address-no-domain'
  | 'address-local-not-ascii'
  | 'address-local-too-long'
  | 'address-dots'
  | 'address-ip'
  | 'address-domain-no-dot'
  | 'address-domain'

type ParsedAddress =
  | { ok: true; address: string }
  | { ok: false; code: AddressProblemCode; params: { max?: number; character?: string } }

/** Nobody means an address longer than this; stopping here keeps a megabyte of text cheap. */
const hopeless = 2000

/**
 * The typed `local@domain`, its domain in lower case and ASCII, or the reason why it is not an address
 * (product.md, Addresses). Drops surrounding white space; keeps the case of the local part.
 */
export function parseAddress(raw: string): ParsedAddress {
  const typed = raw.trim()
  if (typed === '') return refuse('address-required')
  if (typed.length > hopeless) return refuse('address-too-long', { max: maxLengths.address })
  const shape = findShapeProblem(typed)
  if (shape) return shape

  const at = typed.indexOf('@')
  const local = typed.slice(0, at)
  const domain = typed.slice(at + 1)
  const problem = findLocalPartProblem(local) ?? findDomainProblem(domain)
  if (problem) return problem

  const ascii = toAsciiDomain(domain)
  if (ascii === null) return refuse('address-domain')
  const address = `${local}@${ascii}`
  if (address.length > maxLengths.address) return refuse('address-too-long', { max: maxLengths.address })
  return { ok: true, address }
}

function refuse(code: AddressProblemCode, params: { max?: number; character?: string } = {}) {
  return { ok: false, code, params } as const
}

/** Why the whole is no single plain address; the order puts the most useful advice first. */
function findShapeProblem(typed: string) {
  const ats = typed.split('@').length - 1
  const quoted = /["“”„«»]/u.test(typed)
  if (hasControlCharacters(typed)) return refuse('address-control')
  if (hasInvisibleCharacters(typed)) return refuse('address-invisible')
  if (/[＠﹫]/u.test(typed)) return refuse('address-homoglyph-at')
  if (!quoted && ats > 1 && /[,;\s]/.test(typed)) return refuse('address-list')
  if (/^[^<]*<[^<>@]+@[^<>@]+>$/.test(typed)) return refuse('address-display-name')
  if (quoted) return refuse('address-quotes')
  const angle = /[<>]/.exec(typed)
  if (angle) return refuse('address-character', { character: angle[0] })
  if (/[()]/.test(typed)) return refuse('address-comment')
  if (/[,;]/.test(typed)) return refuse('address-list')
  if (/\s/.test(typed)) return refuse('address-spaces')
  if (ats === 0) return refuse('address-no-at')
  if (ats > 1) return refuse('address-several-at')
  if (typed.length > maxLengths.address) return refuse('address-too-long', { max: maxLengths.address })
  return null
}

/** RFC 5322 dot-atom, RFC 5321 length. */
function findLocalPartProblem(local: string) {
  if (local === '') return refuse('address-no-local')
  if (/\P{ASCII}/u.test(local)) return refuse('address-local-not-ascii')
  const odd = /[^a-z0-9!#$%&'*+\-/=?^_`{|}~.]/i.exec(local)
  if (odd) return refuse('address-character', { character: odd[0] })
  if (hasMisplacedDots(local)) return refuse('address-dots')
  if (local.length > maxLengths.localPart)
    return refuse('address-local-too-long', { max: maxLengths.localPart })
  return null
}

/** Looks before it converts: the converter decodes `%`, cuts at `/` and reads `1` as 0.0.0.1. */
function findDomainProblem(domain: string) {
  if (domain === '') return refuse('address-no-domain')
  if (/^\[|^[0-9.]+$/.test(domain)) return refuse('address-ip')
  const odd = /[^a-z0-9.\-\u0080-\u{10ffff}]/iu.exec(domain)
  if (odd) return refuse('address-character', { character: odd[0] })
  if (hasMisplacedDots(domain)) return refuse('address-dots')
  if (!/[.。．｡]/u.test(domain)) return refuse('address-domain-no-dot')
  return null
}

function hasMisplacedDots(part: string): boolean {
  return part.startsWith('.') || part.endsWith('.') || part.includes('..')
}

/** The domain in letters, digits and hyphens (RFC 1123), or null. */
function toAsciiDomain(domain: string): string | null {
  const ascii = domainToASCII(domain.toLowerCase())
  const labels = ascii.split('.')
  if (labels.length < 2 || ascii.length > 253 || /^[0-9]+$/.test(labels.at(-1) ?? '')) return null
  return labels.every(isHostLabel) ? ascii : null
}

function isHostLabel(label: string): boolean {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) return false
  // The converter accepts broken Punycode; a real label reads back as something else.
  return !label.startsWith('xn--') || !/^(xn--.*)?$/.test(domainToUnicode(label))
}

/** The key of a typed address, with spaces or an international domain; of other text, the key of the text. */
export function keyOfTyped(typed: string): string {
  const parsed = parseAddress(typed)
  return addressKey(parsed.ok ? parsed.address : typed.trim())
}
