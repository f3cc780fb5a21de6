/** Text for sorting and searching: lower case, without accents and other marks. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

const maxWordLength = 40

/** The folded words of a text: its runs of letters and digits. */
export function listWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, maxWordLength))
}

/** The name of an account for sorting and searching. */
export function nameKeyOf({ name, slug }: { name: string; slug: string }): string {
  return foldText(name) || slug
}

const maxTypedWords = 6

/** The typed words, each as it is and without accents, for stored texts that are not folded. */
export function listTypedWords(typed: string): string[][] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxTypedWords)
  return words.map((word) => [...new Set([word, foldText(word) || word])])
}

/** The key of an address: addresses that differ only in case are the same. */
export function addressKey(address: string): string {
  return address.toLowerCase()
}
