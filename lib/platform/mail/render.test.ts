import { describe, expect, it } from 'vitest'
import type { Locale } from '#/db/words/people.ts'
import { templates } from '#/lib/boot/mails.ts'
import { type CaseUpdate, caseUpdate } from '#/lib/cases/mails.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { escapeHtml } from '#/lib/platform/values/characters.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { samples } from '#/tests/mail-samples.ts'
import { unescapeHtml } from '#/tests/unescape-html.ts'
import { renderMail } from './render.ts'

const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example', timeZone: 'Europe/Rome' }
/** Data in place of a word, or of none. */
const words = [
  ...['role', 'decision', 'situation', 'timeZone', 'category', 'kind', 'topic', 'part', 'purpose'],
  ...['skipReason', 'stage', 'limit', 'confirmationId', 'newAddress', 'inviterName'],
]
const hostile = 'Eve <b>&amp;\r\nBcc: victim@x.example\u202e\u061c"\''

describe.each(locales)('every mail in %s', (locale) => {
  it.each(samples)('$template.name has all its content in both parts', (content) => {
    const mail = renderMail(content, locale, sender)
    const shown = unescapeHtml(mail.html.replaceAll('<br>', '\n'))
    for (const [key, value] of Object.entries(content.data)) {
      if (typeof value !== 'string' || words.includes(key)) continue
      expect(mail.text, key).toContain(value)
      expect(shown, key).toContain(value)
    }
    expect(mail.text).toContain('Actions Desk')
    for (const part of [mail.subject, mail.text, shown.replace(/<style>.*<\/style>/s, '')]) {
      expect(part).not.toMatch(/[{}]|\b(undefined|null|NaN)\b|\[object/)
      expect(part).not.toMatch(/\bmail\.[a-z]/)
    }
  })

  it.each(samples)('$template.name has a one-sentence lead below its title', (content) => {
    const [title = '', lead = ''] = withoutBand(content, locale).split('\n\n')
    expect(title).not.toMatch(/[.:]$/)
    expect(lead).toMatch(/[.:]$/)
    expect(lead).not.toMatch(/[.!?] \p{Lu}/u)
  })

  it.each(samples.filter(isOfNotice))('$template.name has band, facts, button and the rest', (content) => {
    const { html, text } = renderMail(content, locale, sender)
    const [, shown = ''] = html.split('</style>')
    const places = ['class="band"', '<h1', 'class="button"', 'class="quiet"'].map((part) =>
      shown.indexOf(part),
    )
    const found = places.filter((place) => place >= 0)
    expect(found.length).toBeGreaterThanOrEqual(3)
    expect(found).toEqual(found.toSorted((one, other) => one - other))
    expect(text.split('\n\n')[0]).toBe(unescapeHtml(/class="band"[^>]*>([^<]*)/.exec(shown)?.[1] ?? ''))
  })

  it.each(samples.filter((content) => !isOfNotice(content)))(
    '$template.name has its button below the first sentence, above the facts',
    (content) => {
      const { html } = renderMail(content, locale, sender)
      expect(html).not.toContain('class="band"')
      const button = html.indexOf('class="button"')
      // A mail that asks whether something is right lists what is wrong before its button.
      const isRaised = Array.isArray(content.data.raised) && content.data.raised.length > 0
      if (isRaised) expect(html.indexOf('<ul')).toBeLessThan(button)
      if (button < 0 || isRaised) return
      const rest = withoutBand(content, locale).split('\n\n').slice(2)
      expect(rest.find((block) => !/^ +\d+$/.test(block))).toMatch(/^[^\n]+:\nhttps:\/\/\S+$/)
      for (const fact of ['<h2', '<ul', '<blockquote', 'class="quiet"'])
        expect(`${html}${fact}`.indexOf(fact), fact).toBeGreaterThan(button)
    },
  )

  it.each(samples)('$template.name has the button’s address in full only at its end', (content) => {
    const { html } = renderMail(content, locale, sender)
    const [before = '', after, ...more] = html.split(escapeHtml(messagesIn(locale).mail.link))
    expect(more).toEqual([])
    if (!html.includes('class="button"')) return expect(after).toBeUndefined()
    expect(before).toContain(escapeHtml(messagesIn(locale).mail.automatic.split('{')[0] ?? ''))
    const href = /<a class="button" href="([^"]*)"/.exec(html)?.[1]
    expect(after).toMatch(/^<br><a class="link" /)
    expect(after).toContain(`>${href}</a></p>\n</td></tr>\n</table>`)
  })

  it.each(samples)('$template.name repeats nothing', (content) => {
    const { text } = renderMail(content, locale, sender)
    // Two lists may name the same field.
    const lines = text.split(/\n+/).filter((line) => !line.startsWith('  - '))
    const said = lines.map((line) => line.replace(/^> /, '').replace(/[.:]$/, ''))
    expect(said.filter((line, place) => line && said.indexOf(line) < place)).toEqual([])
  })

  it('says first that a drill is a drill, and mentions no fault', () => {
    const drill = samples.find(({ data }) => 'kind' in data && data.kind === 'drill')
    const { text } = renderMail(drill as FilledMail, locale, sender)
    const { what, means, fix } = messagesIn(locale).mail.notice
    expect(text).toMatch(/^(Drill|Esercitazione): Clinica Aurora\n/)
    const [, lead] = withoutBand(drill as FilledMail, locale).split('\n\n')
    expect(lead).toMatch(locale === 'en' ? /^This is a drill/ : /^Questa è un’esercitazione/)
    for (const heading of [what, means, fix]) expect(text).not.toContain(`${heading}:`)
  })

  it('lists the missing fields by name, and names the zone of the date', () => {
    const { text } = renderMail(sample('contacts-due'), locale, sender)
    expect(text).toContain(messagesIn(locale).fields.alerts.name)
    expect(text).toContain(messagesIn(locale).fields['merchant-issues'].name)
    expect(text).toMatch(/2026.*\b11:30, (Rome time|ora di Roma)/)
  })

  it.each(samples)('$template.name keeps hostile names as text', (content) => {
    const free = /Name$|^(subject|text|reason|browser|summary|details|meaning|remedy|answer|error|server)$/
    const replaced = Object.keys(content.data).flatMap((key) => (free.test(key) ? [[key, hostile]] : []))
    const data = { ...content.data, ...Object.fromEntries(replaced) }
    const mail = renderMail({ ...content, data }, locale, sender)
    expect(mail.subject).not.toMatch(/[\r\n\p{Bidi_Control}]/u)
    expect(mail.html).not.toContain('<b>')
    expect(mail.text + mail.html).not.toMatch(/\p{Bidi_Control}/u)
    expect(mail.text).not.toMatch(/^Bcc:/m)
  })
})

describe('a mail', () => {
  it('has a sample for each template', () => {
    expect(new Set(samples.map(({ template }) => template))).toEqual(new Set(templates))
  })

  it('shows a new address only masked', () => {
    const { text, html } = renderMail(sample('address-changed'), 'en', sender)
    expect(text + html).not.toContain('giulia.nuova@clinica-aurora.example')
    expect(text).toContain('g…@clinica-aurora.example')
  })

  it('keeps line breaks of a person’s text, and escapes it', () => {
    const content = fill(caseUpdate, { ...caseData(), text: 'First <script>alert(1)</script>\r\n\r\nSecond' })
    const mail = renderMail(content, 'en', sender)
    expect(mail.text).toContain('> First <script>alert(1)</script>\n>\n> Second')
    expect(mail.html).toContain('First &lt;script&gt;alert(1)&lt;/script&gt;<br><br>Second')
  })

  it('truncates a long subject at a whole character', () => {
    const content = fill(caseUpdate, { ...caseData(), subject: '🙂'.repeat(500) })
    const { subject } = renderMail(content, 'en', sender)
    expect(subject.length).toBeLessThanOrEqual(180)
    expect(subject.isWellFormed()).toBe(true)
    expect(subject.endsWith('…')).toBe(true)
  })

  it('links only to web pages', () => {
    const links = [
      { href: 'https://grafana.example/?a=1&b="><script>', text: 'Board' },
      { href: 'javascript:alert(1)', text: '' },
    ]
    const content = sample('notice')
    const { html, text } = renderMail({ ...content, data: { ...content.data, links } }, 'en', sender)
    const escaped = 'https://grafana.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;'
    expect(html).toContain(`Board: <a class="link" href="${escaped}"`)
    expect(html).not.toContain('href="javascript')
    expect(text).toContain('  - javascript:alert(1)')
  })

  it('shows how long an emergency is open in readable units', () => {
    const content = sample('notice-escalation')
    const data = { ...content.data, openFor: 527_942 * minute }
    const { text } = renderMail({ ...content, data }, 'en', sender)
    expect(text).toContain('acknowledged this emergency for 367 days.')
  })

  it('keeps the button near the top of long details, which follow it', () => {
    const content = sample('notice')
    const details = 'upstream timed out. '.repeat(60).trim()
    const { text } = renderMail({ ...content, data: { ...content.data, details } }, 'en', sender)
    expect(text.indexOf(details)).toBeGreaterThan(text.indexOf('Acknowledge:\n'))
    const short = renderMail({ ...content, data: { ...content.data, details: 'Timed out.' } }, 'en', sender)
    expect(short.text.indexOf('Timed out.')).toBeLessThan(short.text.indexOf('Acknowledge:\n'))
  })

  it('lists ten notices of a digest above the button and the others below it', () => {
    const content = sample('notice-digest')
    const items = Array.from({ length: 12 }, (_, n) => ({
      summary: `Fault ${n + 1}`,
      at: 0,
      resolved: false,
    }))
    const { text } = renderMail({ ...content, data: { ...content.data, items, count: 12 } }, 'en', sender)
    const [above = '', below = ''] = text.split('Acknowledge all:')
    expect(above).toContain('- Fault 10 ')
    expect(above).not.toContain('- Fault 11 ')
    expect(below).toMatch(/More notices:\n\n {2}- Fault 11 .*\n {2}- Fault 12 /)
  })

  it.each(locales)('gives staff in %s no advice to contact support', (locale) => {
    const escalation = sample('notice-escalation')
    const toPartner = sample('notice')
    const toSupport = /write to support|scriv(i|ere) all’assistenza/
    const facts = { topic: 'integration-disabled', remedy: '', category: 'emergency' } as const
    const staff = renderMail({ ...escalation, data: { ...escalation.data, ...facts } }, locale, sender)
    expect(staff.text).not.toMatch(toSupport)
    const partner = renderMail({ ...toPartner, data: { ...toPartner.data, ...facts } }, locale, sender)
    expect(partner.text).toMatch(toSupport)
  })

  it.each(samples)('has links to web pages only, and loads nothing: $template.name', (content) => {
    const { html } = renderMail(content, 'it', sender)
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\/[a-z]/)
    expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/)
  })

  it('has the programme’s accent on its button and links, in both schemes', () => {
    const accent = { light: '#7a0044', dark: '#ffd600' }
    const { html } = renderMail(sample('invitation'), 'en', { ...sender, accent })
    const [styles = '', shown = ''] = html.split('</style>')
    expect(styles).toContain('.button{background:#ffd600!important;border-color:#ffd600!important')
    expect(shown).toContain('border:1px solid #7a0044;border-radius:8px;background:#7a0044;color:#ffffff')
    expect(html).not.toMatch(/#005d71|#5ebbc8/)
  })

  it('shows its attached logo, and the name where pictures are off', () => {
    const logo = { bytes: Buffer.from('png'), width: 96, height: 32, isWide: true }
    const wide = renderMail(sample('invitation'), 'en', { ...sender, logo })
    expect(wide.logo).toEqual(logo.bytes)
    expect(wide.html.match(/<img[^>]*>/g)).toEqual([expect.stringContaining('src="cid:logo@recapito"')])
    expect(wide.html).toContain('alt="Actions Desk"')
    const { html } = renderMail(sample('invitation'), 'en', { ...sender, logo: { ...logo, isWide: false } })
    expect(html).toMatch(/alt=""[^>]*>&nbsp; Actions Desk<\/td>/)
  })
})

/** Whether it tells of notices. */
function isOfNotice({ template: { name } }: FilledMail): boolean {
  return name.startsWith('notice') || name.startsWith('announcement')
}

/** The text part from the title on. */
function withoutBand(content: FilledMail, locale: Locale): string {
  const { text, html } = renderMail(content, locale, sender)
  const title = unescapeHtml(/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '')
  return text.slice(text.indexOf(`${title}\n\n`))
}

function sample(name: string): FilledMail {
  const found = samples.find(({ template }) => template.name === name)
  if (!found) throw new Error(`no sample of ${name}`)
  return found
}

function caseData() {
  return sample('case-update').data as CaseUpdate
}
