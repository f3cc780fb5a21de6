import { domainToUnicode } from 'node:url'
import { z } from 'zod'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { isFileEnding } from './find-in-text.ts'

/** The person of an address: who was not yet erased. `name` is empty where they have none. */
const personSchema = z.object({ id: z.string(), name: z.string() })
const keptSchema = z.object({ key: z.string(), person: personSchema.nullable() })

/** An address that is looked for, by its key, and its person where it has one. */
export type ErasureSubject = z.output<typeof keptSchema>
export type SoughtPerson = z.output<typeof personSchema>

/** What an erasure needs until it is done, as its row keeps it. */
export function formatSubject(sought: ErasureSubject): string {
  return JSON.stringify(sought)
}

export function parseSubject(kept: string): ErasureSubject {
  return keptSchema.parse(JSON.parse(kept))
}

/** The key of an address as somebody typed it; null where it is none. */
export function keyOfAddress(typed: string): string | null {
  const parsed = parseAddress(typed)
  return parsed.ok ? addressKey(parsed.address) : null
}

/**
 * Whether a text is an address by itself, and another: `o'anna@x.example` is not `anna@x.example`, though in a sentence it might be,
 * after an apostrophe. `anna@x.example.csv` is the name of a file.
 */
export function isOtherAddress(text: string, key: string): boolean {
  const own = keyOfAddress(text)
  if (own === null || own === key) return false
  return !(own.startsWith(key) && isFileEnding(own.slice(key.length)))
}

/** How the `@` is written in addresses of links, of JSON, of HTML and of quoted-printable mail. */
const ats = ['@', '%40', '\\u0040', '&#64;', '&#x40;', '=40']

/**
 * Every way in which an address is written in the store's texts: any case, its domain in its own letters or in ASCII, and as
 * links, JSON and mail encode it.
 */
export function spellingsOf(key: string): RegExp {
  if (last.key !== key) last = { key, spellings: makeSpellings(key) }
  return last.spellings
}

/** Thousands of texts are looked through for one address. */
let last = { key: '', spellings: /^\b$/ }

function makeSpellings(key: string): RegExp {
  const { local, domain } = partsOf(key)
  const own = domainToUnicode(domain)
  const either = (ways: string[]) => `(?:${[...new Set(ways)].map(RegExp.escape).join('|')})`
  const pattern = [
    either([local, encodeURIComponent(local)]),
    either(ats),
    either([domain, own, encodeURIComponent(own)]),
  ].join('')
  return new RegExp(pattern, 'giu')
}

/** One of these stands in every text that has one of the address's spellings: what a store can look for. In lower case. */
export function needlesOf(key: string): string[] {
  const { local } = partsOf(key)
  return [...new Set([local, encodeURIComponent(local).toLowerCase()])]
}

function partsOf(key: string): { local: string; domain: string } {
  const at = key.lastIndexOf('@')
  return { local: key.slice(0, at), domain: key.slice(at + 1) }
}
