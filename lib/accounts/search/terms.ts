import type { FieldId } from '#/db/words/contacts.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { foldText, listWords } from '#/lib/platform/values/fold.ts'

/** What the terms of an account are made of. */
export type IndexedAccount = {
  name: string
  slug: string
  /** Its members' addresses and those of its last revision. */
  addresses: readonly string[]
  missing: readonly FieldId[]
  /** Whether one of its free addresses was never shown to be read. */
  unconfirmed: boolean
  /** Whether one of its addresses is marked as bouncing. */
  bouncing: boolean
  /** Those of lib/unreachable. */
  unreachable: readonly string[]
  /** Staff closed it: it is found by its names, and how it stands counts nowhere. */
  closed?: boolean
}

/** The term of accounts that miss nothing, and of those that miss something. */
export const completeTerm = 'complete'
export const incompleteTerm = 'incomplete'

/** The term of accounts with a free address that nobody confirmed yet. */
export const unconfirmedTerm = 'unconfirmed'

/** The term of accounts with an address that bounces. */
export const bouncingTerm = 'bouncing'

/** The term of accounts that miss this field. */
export function missingTerm(field: FieldId): string {
  return `missing:${field}`
}

/** Everything an account is found by. Words and whole addresses are found by how they begin (`listRanges`). */
export function listTerms(account: IndexedAccount): Set<string> {
  const { name, slug, addresses, missing, unconfirmed, bouncing, unreachable } = account
  const words = [name, slug, ...addresses].flatMap(listWords)
  const names = [
    ...words.map((word) => `word:${word}`),
    ...addresses.map((address) => `address:${foldText(addressKey(address))}`),
  ]
  if (account.closed) return new Set(names)
  return new Set([
    ...names,
    ...missing.map(missingTerm),
    missing.length > 0 ? incompleteTerm : completeTerm,
    ...(unconfirmed ? [unconfirmedTerm] : []),
    ...(bouncing ? [bouncingTerm] : []),
    ...unreachable,
  ])
}

/** Terms from `from` on and before `before`, both by their bytes. */
export type TermRange = { from: string; before: string }

/** More words than this make a search no narrower. */
const mostSearched = 6

/**
 * The terms that a search asks for, of which an account must have one in each range: each of its words begins a word of the
 * account; what has an @ begins an address, or ends one where nothing stands before it (`@clinic.example`).
 */
export function listRanges(search: string): TermRange[] {
  const typed = search.split(/\s+/).filter(Boolean)
  const ranges = typed.flatMap((part) =>
    part.indexOf('@') > 0 ? [rangeOf(`address:${foldText(part)}`)] : listWords(part).map(rangeOfWord),
  )
  return [...new Map(ranges.map((range) => [range.from, range])).values()].slice(0, mostSearched)
}

function rangeOfWord(word: string): TermRange {
  return rangeOf(`word:${word}`)
}

/** The highest character there is, so that whatever goes on from `from` lies before it. */
function rangeOf(from: string): TermRange {
  return { from, before: `${from}\u{10FFFF}` }
}
