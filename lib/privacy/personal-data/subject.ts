import { domainToUnicode } from 'node:url'
import { z } from 'zod'
import { endpointIdOf } from '#/db/words/points.ts'
import { smsForm } from '#/lib/contacts/fields/endpoint-forms.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { isFileEnding } from './find-in-text.ts'

/** The person of an address who is not yet erased. `name` is empty if they have none. */
const personSchema = z.object({ id: z.string(), name: z.string() })
const keptSchema = z.object({
  key: z.string(),
  person: personSchema.nullable(),
  endpoints: z.array(z.string()).optional(),
})

/** An address to search for, by its key, with its person if there is one; a number with the ids of its `endpoints`. */
export type ErasureSubject = z.output<typeof keptSchema>
export type SubjectPerson = z.output<typeof personSchema>

/** The text that an erasure's row keeps until the erasure is done. */
export function formatSubject(subject: ErasureSubject): string {
  return JSON.stringify(subject)
}

export function parseSubject(kept: string): ErasureSubject {
  return keptSchema.parse(JSON.parse(kept))
}

/** The key of a typed address, or of a phone number, as endpoints write it; null if it is neither. */
export function keyOfAddress(typed: string): string | null {
  const parsed = parseAddress(typed)
  if (parsed.ok) return addressKey(parsed.address)
  const number = anyNumber.parse({ number: typed })
  return number.ok ? number.value.target : null
}

const anyNumber = smsForm([])

/** Whether the key is that of a phone number: `+39…`. */
export function isNumber(key: string): boolean {
  return !key.includes('@')
}

/** Whether this is the id of an endpoint of the number, or the key of messages to it. */
export function isOfEndpoint(id: unknown, { endpoints = [] }: ErasureSubject): boolean {
  return typeof id === 'string' && endpoints.includes(endpointIdOf(id) ?? id)
}

/**
 * Whether a text alone is a different address: `o'anna@x.example` is not `anna@x.example`, although in a sentence it
 * could be, after an apostrophe. `anna@x.example.csv` is a file name.
 */
export function isOtherAddress(text: string, key: string): boolean {
  const own = keyOfAddress(text)
  if (own === null || own === key) return false
  return !(own.startsWith(key) && isFileEnding(own.slice(key.length)))
}

/** How links, JSON, HTML and quoted-printable mail encode the `@`. */
const atSigns = ['@', '%40', '\\u0040', '&#64;', '&#x40;', '=40']

/**
 * Every way the store's texts spell an address: in any case, with its domain in Unicode or ASCII, and as links, JSON
 * and mail encode it. A number only without spaces.
 */
export function spellingsOf(key: string): RegExp {
  if (last.key !== key) last = { key, spellings: makeSpellings(key) }
  return last.spellings
}

/** Caches the last pattern, because thousands of texts are searched for one address. */
let last = { key: '', spellings: /^\b$/ }

function makeSpellings(key: string): RegExp {
  if (isNumber(key)) return new RegExp(`(?:\\+|%2B)?${key.slice(1)}`, 'giu')
  const { local, domain } = partsOf(key)
  const own = domainToUnicode(domain)
  const either = (ways: string[]) => `(?:${[...new Set(ways)].map(RegExp.escape).join('|')})`
  const pattern = [either(spellingsIn(local)), either(atSigns), either([domain, ...spellingsIn(own)])].join(
    '',
  )
  return new RegExp(pattern, 'giu')
}

/** Words in lower case for the store's search: every text with a spelling of the address has one of them. */
export function searchTermsOf(key: string): string[] {
  if (isNumber(key)) return [key.slice(1)]
  const { local } = partsOf(key)
  return [...new Set(spellingsIn(local).map((one) => one.toLowerCase()))]
}

/** As it is, in a link, and in the query of a list's address, which encodes more: an apostrophe, for one. */
function spellingsIn(part: string): string[] {
  return [part, encodeURIComponent(part), new URLSearchParams({ '': part }).toString().slice(1)]
}

function partsOf(key: string): { local: string; domain: string } {
  const at = key.lastIndexOf('@')
  return { local: key.slice(0, at), domain: key.slice(at + 1) }
}
