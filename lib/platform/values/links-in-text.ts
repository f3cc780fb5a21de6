/** A piece of a text: as it is, or with the address that it is a link to. */
export type TextPiece = { text: string; href: string | null }

/** Neither a sentence's end nor a closing quote belongs to an address. */
const address = /https?:\/\/[^\s<>"“”«»‘’]*[^\s<>"“”«»‘’.,;:!?…)\]}'*_]/giu

/**
 * Splits a person's text at its web addresses. Only http(s) without a name or password is a link: what a reader sees
 * before an @ may look like the site that it is not.
 */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = URL.parse(found)
    if (!url?.host || url.username || url.password) continue
    if (index > end) pieces.push({ text: text.slice(end, index), href: null })
    pieces.push({ text: found, href: url.href })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null })
  return pieces
}
