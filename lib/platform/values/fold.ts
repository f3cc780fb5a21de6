/** Text as it is sorted and found: without accents and other marks, in lower case. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

const longestWord = 40

/** The words of a text, folded: what stands between anything that is no letter or digit. */
export function listWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, longestWord))
}

/** The name of an account as it is sorted and found. */
export function nameKeyOf({ name, slug }: { name: string; slug: string }): string {
  return foldText(name) || slug
}
