import type { NoticeLink } from '#/db/words/notices.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'
import { eventLimits } from './schema.ts'

/** A link's address as browsers write it, without name and password; null unless http(s): others may run code. */
export function parseHref(href: unknown): string | null {
  if (typeof href !== 'string' || href.length > eventLimits.href) return null
  const url = URL.parse(href)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null
  url.username = ''
  url.password = ''
  return url.href.length > eventLimits.href ? null : url.href
}

/** The valid links of a foreign event: each address once, at most 20. */
export function parseLinks(candidates: { href: unknown; text: unknown }[]): NoticeLink[] {
  const links = new Map<string, string>()
  for (const candidate of candidates) {
    const href = parseHref(candidate.href)
    if (href === null || links.has(href)) continue
    links.set(href, nameLink(candidate.text, href))
    if (links.size === eventLimits.links) break
  }
  return [...links].map(([href, text]) => ({ href, text }))
}

/** A link's text on one line, or its host. */
export function nameLink(text: unknown, href: string): string {
  const said = typeof text === 'string' ? cleanLine(text, eventLimits.linkText) : ''
  return said === '' ? cleanLine(new URL(href).host, eventLimits.linkText) : said
}
