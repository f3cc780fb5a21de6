/** Separators of a list, beside units that are never split: a quoted name, an address in angle brackets. */
const ends = /"[^"\r\n]*"|<[^<>\r\n]*>\s?|[;\r\n]/g
const commas = /"[^"\r\n]*"|<[^<>\r\n]*>|,/g
const spaces = /"[^"\r\n]*"|<[^<>\r\n]*>|\s+/g

/**
 * The parts of a list of addresses as mail programs write it: commas, semicolons, line ends or white space between
 * them, and names before addresses in angle brackets. Of a known form only the address, other text as typed, so that
 * only names are lost. Parsers of mail headers take unknown text for a name, and drop it.
 */
export function splitAddresses(text: string): string[] {
  return cut(text, ends).flatMap((line) => {
    const one = readMailbox(line)
    if (one) return one
    return cut(line, commas).flatMap(
      (part) => readMailbox(part) ?? cut(part, spaces).map((word) => readMailbox(word) ?? word),
    )
  })
}

/**
 * The pasted addresses, one per row. Text without several addresses stays whole, for the check to judge; of `Name
 * <address>` only the address.
 */
export function splitPasted(text: string): string[] {
  const parts = splitAddresses(text)
  const several = parts.length === 1 || parts.filter((part) => part.includes('@')).length > 1
  return several ? parts : [text.trim()].filter(Boolean)
}

function cut(text: string, signs: RegExp): string[] {
  const parts: string[] = []
  let from = 0
  for (const { 0: sign, index } of text.matchAll(signs)) {
    const isWhole = /^["<]/.test(sign)
    if (isWhole && !/\s$/.test(sign)) continue
    parts.push(text.slice(from, isWhole ? index + sign.length : index))
    from = index + sign.length
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter(Boolean)
}

/** The address of `Name <address>`, also if Outlook writes `Surname, Name` without quotes; null for anything else. */
function readMailbox(text: string): string | null {
  const [, name = '', address = ''] = /^([^<>]*)<([^<>\s]+@[^<>\s]+)>$/.exec(text) ?? []
  const bare = name.replace(/"[^"]*"/g, '').trim()
  const isName =
    /^[^",@]*$/.test(bare) ||
    /^\p{Lu}[^",@]*, ?\p{Lu}[^",@]*$/u.test(bare) ||
    bare.replaceAll("'", '').toLowerCase() === address.toLowerCase()
  return address && isName ? address : null
}
