import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { type NoticeLink, noticeCategories, severities } from '#/db/words/notices.ts'
import { accountField } from '#/lib/notices/acknowledgement/staff-form.ts'
import { parseHref } from '#/lib/notices/parsing/links.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'
import { readLocalTime } from '#/lib/platform/values/zones.ts'

/** The longest text of the links: the most links, each at full length. */
export const maxLinksLength = eventLimits.links * (eventLimits.href + eventLimits.linkText + 2)

/** A notice from the staff form; `since` is a local time in `zone`, empty for now. Issues are keys in errors.json. */
export function handFormSchema({ zone, at }: { zone: string; at: number }) {
  return z.object({
    key: z.uuid(),
    slug: accountField(),
    category: z.enum(noticeCategories, 'category-required'),
    environment: z.enum(environments, 'environment-required'),
    severity: z.enum(severities, 'severity-required'),
    summary: typedLine(eventLimits.summary, 'headline-required'),
    details: typedText(eventLimits.text, { optional: true }),
    meaning: typedText(eventLimits.text, { optional: true }),
    remedy: typedText(eventLimits.text, { optional: true }),
    links: formatLinkLines(),
    since: z.string().transform((text, context) => {
      const since = parseSince(text, zone, at)
      if (typeof since !== 'string') return since
      context.addIssue({ code: 'custom', message: since })
      return z.NEVER
    }),
  })
}

/** The text of links, one per line, as `parseLinkLines` reads it. */
export function formatLinkLines() {
  return typedText(maxLinksLength, { optional: true }).transform((text, context) => {
    const links = parseLinkLines(text)
    if (typeof links !== 'string') return links
    context.addIssue({ code: 'custom', message: links })
    return z.NEVER
  })
}

/** Parses lines such as `https://example.com What it is`; returns a key in errors.json if a line is wrong. */
export function parseLinkLines(text: string): NoticeLink[] | 'link-lines' | 'too-many-links' {
  const lines = text.split('\n').filter((line) => line.trim())
  if (lines.length > eventLimits.links) return 'too-many-links'
  const links: NoticeLink[] = []
  for (const line of lines) {
    const [address = ''] = line.trim().split(/\s/, 1)
    const said = line.trim().slice(address.length).trim()
    const href = parseHref(address)
    if (href === null || said.length > eventLimits.linkText) return 'link-lines'
    links.push({ href, text: cleanLine(said, eventLimits.linkText) })
  }
  return links
}

/** Parses a browser's local time to milliseconds UTC, null if empty; returns a key in errors.json if it is wrong. */
export function parseSince(text: string, zone: string, at: number): number | null | 'moment' | 'in-future' {
  if (!text.trim()) return null
  const since = readLocalTime(text, zone)
  if (since === null) return 'moment'
  return since > at ? 'in-future' : since
}
