import { describe, expect, it } from 'vitest'
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
  ...['handedOn', 'stage', 'confirmationId', 'newAddress', 'inviterName'],
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

  it.each(samples)('$template.name says what happened in one sentence, then what to do', (content) => {
    const { text, html } = renderMail(content, locale, sender)
    const [title = '', lead = '', ...rest] = text.split('\n\n')
    expect(title).not.toMatch(/[.:]$/)
    expect(lead).toMatch(/[.:]$/)
    expect(lead).not.toMatch(/[.!?] \p{Lu}/u)
    const button = html.indexOf('class="button"')
    // A mail that asks whether something is right lists what is wrong before its button.
    const isRaised = Array.isArray(content.data.raised) && content.data.raised.length > 0
    if (isRaised) expect(html.indexOf('<ul')).toBeLessThan(button)
    if (button < 0 || isRaised) return
    expect(rest.find((block) => !/^ +\d+$/.test(block))).toMatch(/^[^\n]+:\nhttps:\/\/\S+$/)
    for (const fact of ['<h2', '<ul', '<blockquote', 'class="quiet"']) {
      expect(`${html}${fact}`.indexOf(fact), fact).toBeGreaterThan(button)
    }
    expect(html.split(escapeHtml(messagesIn(locale).mail.link))).toHaveLength(2)
  })

  it.each(samples)('$template.name says nothing twice', (content) => {
    const { text } = renderMail(content, locale, sender)
    // Two lists may name the same field.
    const lines = text.split(/\n+/).filter((line) => !line.startsWith('  - '))
    const said = lines.map((line) => line.replace(/^> /, '').replace(/[.:]$/, ''))
    expect(said.filter((line, place) => line && said.indexOf(line) < place)).toEqual([])
  })

  it('says at once that a drill is one, and mentions no fault', () => {
    const drill = samples.find(({ data }) => 'kind' in data && data.kind === 'drill')
    const { text } = renderMail(drill as FilledMail, locale, sender)
    const { what, means, fix } = messagesIn(locale).mail.notice
    expect(text.split('\n\n')[1]).toMatch(locale === 'en' ? /^This is a drill/ : /^Questa è un’esercitazione/)
    for (const heading of [what.split(' (')[0], means, fix]) expect(text).not.toContain(heading)
  })

  it('lists the missing fields by name, and names the zone of the date', () => {
    const { text } = renderMail(sample('contacts-due'), locale, sender)
    expect(text).toContain(messagesIn(locale).mail.fields.alerts)
    expect(text).toContain(messagesIn(locale).mail.fields['merchant-issues'])
    expect(text).toMatch(/2026.*\b11:30 CEST/)
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

  it('keeps the lines of a person’s text, and escapes them', () => {
    const text = 'First <script>alert(1)</script>\r\n\r\nSecond'
    const content = fill(caseUpdate, { ...caseData(), text })
    const mail = renderMail(content, 'en', sender)
    expect(mail.text).toContain('> First <script>alert(1)</script>\n>\n> Second')
    expect(mail.html).toContain('First &lt;script&gt;alert(1)&lt;/script&gt;<br><br>Second')
  })

  it('cuts a far too long subject at a whole character', () => {
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

  it('says how long an emergency is open in readable units', () => {
    const content = sample('notice-escalation')
    const data = { ...content.data, openFor: 527_942 * minute }
    const { text } = renderMail({ ...content, data }, 'en', sender)
    expect(text).toContain('acknowledged this emergency for 367 days.')
  })

  it.each(locales)('asks staff in %s to write only to themselves', (locale) => {
    const escalation = sample('notice-escalation')
    const unknown = sample('notice')
    const toSupport = /write to support|scriv(i|ere) all’assistenza/
    for (const topic of [null, 'integration-disabled'] as const) {
      const facts = { topic, remedy: '', category: 'emergency' as const }
      const staff = renderMail({ ...escalation, data: { ...escalation.data, ...facts } }, locale, sender)
      expect(staff.text).not.toMatch(toSupport)
      const partner = renderMail({ ...unknown, data: { ...unknown.data, ...facts } }, locale, sender)
      expect(partner.text).toMatch(toSupport)
    }
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

  it('shows the logo that it carries, and the name where pictures are off', () => {
    const logo = { bytes: Buffer.from('png'), width: 96, height: 32, isWide: true }
    const wide = renderMail(sample('invitation'), 'en', { ...sender, logo })
    expect(wide.logo).toEqual(logo.bytes)
    expect(wide.html.match(/<img[^>]*>/g)).toEqual([expect.stringContaining('src="cid:logo@recapito"')])
    expect(wide.html).toContain('alt="Actions Desk"')
    const { html } = renderMail(sample('invitation'), 'en', { ...sender, logo: { ...logo, isWide: false } })
    expect(html).toMatch(/alt=""[^>]*>&nbsp; Actions Desk<\/td>/)
  })
})

function sample(name: string): FilledMail {
  const found = samples.find(({ template }) => template.name === name)
  if (!found) throw new Error(`no sample of ${name}`)
  return found
}

function caseData() {
  return sample('case-update').data as CaseUpdate
}
