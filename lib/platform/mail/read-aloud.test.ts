import { describe, expect, it } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { samples } from '#/tests/mail-samples.ts'
import { unescapeHtml } from '#/tests/unescape-html.ts'
import { renderMail } from './render.ts'

const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example', timeZone: 'Europe/Rome' }

/** What a screen reader meets, in its order. `level` of a heading. */
type Said = { kind: 'heading' | 'link' | 'text'; level: number; text: string; href: string }

/** The HTML part without its style sheet, piece by piece. */
function readAloud(html: string): Said[] {
  const body = html.slice(html.indexOf('<body'))
  const said: Said[] = []
  for (const [, tag = '', attributes = '', inner = ''] of body.matchAll(
    /<(h\d|a|p|li|td|blockquote|div)\b([^>]*)>([^<]*)/g,
  )) {
    const text = toWords(inner)
    const href = toWords(/href="([^"]*)"/.exec(attributes)?.[1] ?? '')
    const kind = tag.startsWith('h') ? 'heading' : tag === 'a' ? 'link' : 'text'
    if (text) said.push({ kind, level: Number(tag.slice(1)) || 0, text, href })
  }
  return said
}

describe.each(locales)('every mail in %s, for screen readers,', (locale) => {
  it.each(samples)('$template.name declares its language and needs no picture', (content) => {
    const { html } = renderMail(content, locale, sender)
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${locale}">`))
    for (const [image] of html.matchAll(/<img\b[^>]*>/g)) expect(image).toMatch(/ alt="/)
    for (const [table] of html.matchAll(/<table\b[^>]*>/g)) expect(table).toContain('role="presentation"')
  })

  it.each(samples)('$template.name has one title, then non-empty sections', (content) => {
    const { html, text } = renderMail(content, locale, sender)
    const said = readAloud(html)
    const headings = said.filter(({ kind }) => kind === 'heading')
    expect(headings.map(({ level }) => level)).toEqual(headings.map((_, place) => (place === 0 ? 1 : 2)))
    expect(text.split('\n')).toContain(headings[0]?.text)
    expect(new Set(headings.map((heading) => heading.text)).size).toBe(headings.length)
    for (const [place, { kind }] of said.entries()) {
      if (kind === 'heading') expect(said[place + 1]?.kind).toMatch(/text|link/)
    }
  })

  it.each(samples)('$template.name has descriptive links', (content) => {
    const links = readAloud(renderMail(content, locale, sender).html).filter(({ kind }) => kind === 'link')
    const targets = Map.groupBy(links, ({ text }) => text)
    for (const [text, same] of targets) {
      expect(text).not.toMatch(/^(click here|here|link|more|clicca qui|qui|altro)$/i)
      expect(new Set(same.map(({ href }) => href)).size, text).toBe(1)
    }
  })

  it.each(samples)('$template.name has the same content in both parts, in the same order', (content) => {
    const { html, text } = renderMail(content, locale, sender)
    const spoken = withoutTags(html)
    const own = [sender.programmeName]
    let at = 0
    for (const line of text.split('\n').map(withoutMarks).filter(Boolean)) {
      const found = spoken.indexOf(line, at)
      expect(found, `${line}\n\nafter\n\n${spoken.slice(0, at)}`).toBeGreaterThanOrEqual(0)
      // Between the lines of the text part are only the programme's name and nothing else.
      expect(own.reduce((rest, one) => rest.replace(one, ''), spoken.slice(at, found))).toMatch(/^[\s:]*$/)
      at = found + line.length
    }
    expect(spoken.slice(at).trim()).toMatch(
      html.includes('class="button"') ? messagesIn(locale).mail.link : /^$/,
    )
  })
})

/** The words of the HTML part without the footer's link; each button is followed by its address, as in the text part. */
function withoutTags(html: string): string {
  const body = html
    .slice(html.indexOf('<body'))
    .replace(/<br><a class="link" [^>]*>[^<]*<\/a><\/p>\n<\/td>/, '')
  return toWords(
    body
      .replace(/<a class="(?:button|quiet)" href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2 $1')
      .replace(/<[^>]*>/g, ' '),
  )
}

/** A line without what stands for quotations, lists and headings in the text part. */
function withoutMarks(line: string): string {
  return line
    .replace(/^(> ?|-- $| {2}- | +)/, '')
    .replace(/:$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function toWords(html: string): string {
  return unescapeHtml(html).replace(/\s+/g, ' ').trim()
}
