/** A piece of a text: as it is, or with the address that it is a link to. */
export type TextPiece = { text: string; href: string | null }

const address = /https?:\/\/[^\s<>"“”«»‘’]+/giu
/** Neither a sentence's end nor a closing quote belongs to an address. */
const trailing = new Set(`.,;:!?…)]}'*_`)

/**
 * Splits a person's text at its web addresses. Only http(s) without a name or password is a link: what a reader sees
 * before an @ may look like the site that it is not.
 */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const { 0: run, index } of text.matchAll(address)) {
    const found = run.slice(0, lengthOf(run))
    const url = URL.parse(found)
    if (!url?.host || url.username || url.password) continue
    if (index > end) pieces.push({ text: text.slice(end, index), href: null })
    pieces.push({ text: found, href: url.href })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null })
  return pieces
}

/** The length of the address that the run begins with: a closing parenthesis belongs to it if it opened one. */
function lengthOf(run: string): number {
  let surplus = 0
  for (const letter of run) surplus += letter === '(' ? -1 : letter === ')' ? 1 : 0
  let length = run.length
  for (; trailing.has(run[length - 1] ?? ''); length--) {
    if (run[length - 1] !== ')') continue
    if (surplus <= 0) break
    surplus--
  }
  return length
}
