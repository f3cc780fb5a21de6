import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { readStructuredData } from '#/tests/structured-data.ts'
import { renderRefusal } from './frame.ts'
import { pageHeadersWith } from './headers.ts'
import { type BrandLook, renderBrandPage } from './page.ts'
import type { PublishedBrand } from './queries.ts'
import { brandAccentStyle } from './style.ts'
import type { BrandOptions } from './view.ts'

const brand: PublishedBrand = {
  slug: 'levante',
  name: 'Poliambulatorio Levante',
  support: {
    address: 'assistenza@levante.example',
    phone: '+39 080 555 0100',
    helpUrl: 'https://levante.example/aiuto',
  },
  hours: [
    { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
    { days: [6], opens: '22:00', closes: '02:30', zone: 'Asia/Kathmandu' },
  ],
}
const at = Date.parse('2026-11-25T12:00:00Z')
const asks: BrandOptions = { zone: null, unknownZone: false, locale: 'en', localeAsked: false }
const plain: BrandLook = { programmeName: 'Actions <Desk>', accent: null, logo: null }
const render = (given: Partial<PublishedBrand> = {}, options: Partial<BrandOptions> = {}, look = plain) =>
  renderBrandPage({
    brand: { ...brand, ...given },
    options: { ...asks, ...options },
    at,
    appUrl: 'https://portal.example',
    look,
  }).text

/** The visible text, without the list of zones. */
const seen = (html: string) =>
  html
    .replace(/<(head|form)>?.*<\/\1>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe.each(locales)('the brand page in %s', (locale) => {
  const page = render({}, { locale, localeAsked: true })
  const words = messagesIn(locale).brand

  test('shows how and when to reach the brand', () => {
    expect(page).toContain(`<html lang="${locale}">`)
    expect(page).toContain('<h1 dir="auto">Poliambulatorio Levante</h1>')
    expect(page).toContain('<a href="mailto:assistenza@levante.example">assistenza@levante.example</a>')
    expect(page).toContain('<a href="tel:+390805550100">+39 080 555 0100</a>')
    expect(page).toContain(
      '<a href="https://levante.example/aiuto" rel="nofollow noopener">levante.example/aiuto</a>',
    )
    const text = seen(page)
    expect(text).toContain(words.open)
    expect(text).toContain(locale === 'en' ? 'until 18:00' : 'fino alle 18:00')
    expect(text).toContain(
      locale === 'en'
        ? 'Today, Wednesday 25 November: 09:00–18:00'
        : 'Oggi, mercoledì 25 novembre: 09:00–18:00',
    )
    expect(text).toContain(locale === 'en' ? 'Rome time (GMT+1)' : 'ora di Roma (GMT+1)')
    expect(page.match(/<tr/g)).toHaveLength(8)
    expect(page.match(/class="bare"/g)).toHaveLength(8)
  })

  test('contains structured data that passes a validator', async () => {
    expect((await readStructuredData(page)).faults).toEqual([])
  })
})

describe('the brand page', () => {
  test('links to its own URL at the portal, in either language', () => {
    const links = (html: string) => html.match(/<link rel="(?:canonical|alternate)"[^>]*>/g)?.join('') ?? ''
    expect(links(render())).toBe(
      '<link rel="canonical" href="https://portal.example/brands/levante"><link rel="alternate" hreflang="en" href="https://portal.example/brands/levante?lang=en"><link rel="alternate" hreflang="it" href="https://portal.example/brands/levante?lang=it"><link rel="alternate" hreflang="x-default" href="https://portal.example/brands/levante">',
    )
    expect(links(render({}, { locale: 'it', localeAsked: true }))).toContain(
      '<link rel="canonical" href="https://portal.example/brands/levante?lang=it">',
    )
  })

  test('keeps the zone in the language links, and the language with the zone', () => {
    const page = render({}, { zone: 'Asia/Kathmandu', locale: 'it' })
    expect(page).toContain('href="?lang=en&amp;zone=Asia%2FKathmandu"')
    expect(page).toContain('<input type="hidden" name="lang" value="it">')
    expect(page.match(/ selected/g)).toHaveLength(1)
    expect(page).toContain('<option value="Asia/Kathmandu" selected>ora di Kathmandu</option>')
    expect(seen(page)).toContain('13:45–22:45')
  })

  test('reports an unknown zone, and shows the brand’s own', () => {
    const page = render({}, { unknownZone: true })
    expect(seen(page)).toContain(messagesIn('en').brand.unknownZone)
    expect(seen(page)).toContain('Rome time (GMT+1)')
    expect(seen(render())).not.toContain(messagesIn('en').brand.unknownZone)
  })

  test('leaves out empty fields', () => {
    const bare = render({ support: { address: 'a@b.example', phone: '', helpUrl: '' }, hours: [] })
    expect(seen(bare)).toContain(messagesIn('en').brand.noHours)
    for (const word of ['Phone', 'Help page', 'Open now', 'Closed now'])
      expect(seen(bare)).not.toContain(word)
    expect(bare).not.toContain('<svg')
    expect(bare).not.toContain('hoursAvailable')
  })

  test('reports hours in a removed zone, and leaves them out', () => {
    const gone = { days: [1], opens: '09:00', closes: '18:00', zone: 'Mars/Base' } as const
    const some = seen(render({ hours: [...brand.hours, { ...gone, days: [1] }] }))
    expect(some).toContain('The hours in “Mars/Base” can’t be shown')
    expect(some).toContain('Open now')
    const only = render({ hours: [{ ...gone, days: [1] }] })
    expect(seen(only)).toContain('Mon 09:00–18:00, Mars/Base')
    expect(seen(only)).toContain('The hours in “Mars/Base” can’t be shown')
    for (const claim of ['Closed now', 'closed', 'All week']) expect(seen(only)).not.toContain(claim)
    expect(only).not.toContain('hoursAvailable')
    expect(seen(render())).not.toContain('can’t be shown')
  })

  test.each(['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', '\0javascript:alert(1)'])(
    'never links to %j from an older store',
    (evil) => {
      const page = render({ support: { address: evil, phone: evil, helpUrl: evil } })
      const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)
      expect(links.length).toBeGreaterThan(0)
      for (const link of links)
        expect(link).toMatch(/^(https:\/\/portal\.example\/|\?lang=|data:,$|#choose$)/)
    },
  )

  test('escapes published text in elements and attributes', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</script><script>alert(1)</script>',
        '</title><img src=x onerror=alert(1)>',
        '" onmouseover="alert(1)',
        "'><svg onload=alert(1)>",
        '<!--<script>',
        ']]>',
        '\u2028\u2029',
      ),
    )
    // Every tag with the names of its attributes, as a browser parses them.
    const skeleton = (html: string) =>
      html
        .match(/<!--|<\/?[a-z!](?:"[^"]*"|[^">])*>/gi)
        ?.map((tag) => tag.replace(/"[^"]*"/g, ''))
        .join('')
    const harmless = skeleton(render({ support: { address: 'x', phone: 'x', helpUrl: '' } }))
    fc.assert(
      fc.property(evil, evil, evil, evil, (name, address, phone, helpUrl) => {
        const support = { address: `${address} `, phone: `${phone}x`, helpUrl: `x${helpUrl}` }
        const page = render({ name, support })
        expect(skeleton(page)).toBe(harmless)
        const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? ''
        expect(JSON.parse(data).name).toBe(name)
      }),
      { numRuns: 20 },
    )
  })

  test('contains no scripts, handlers or inline styles, and loads nothing', () => {
    const page = render()
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="application/ld+json">'])
    expect(page).not.toMatch(/ (on\w+|style|src|srcset)=/)
    expect(page.match(/<link[^>]*rel="(?!canonical|alternate)[^>]*>/g)).toEqual([
      '<link rel="icon" href="data:,">',
    ])
  })

  test.each(locales)('reports in %s that the page does not exist, whatever the URL', (locale) => {
    const page = renderRefusal('notFound', locale)
    expect(page).toContain(messagesIn(locale).brand.refusal.notFound.title)
    expect(page).toContain('noindex')
    expect(page).not.toContain('<script')
  })
})

test('names the programme, and has its accent as a style of its own that the policy allows', () => {
  expect(render()).toContain('Published by Actions &lt;Desk&gt;</span></footer>')
  expect(render().split('<style>')).toHaveLength(2)
  const accent = { light: '#7a0044', dark: '#ffd600' }
  const [, , own = ''] = render({}, {}, { ...plain, accent }).split('<style>')
  const text = own.slice(0, own.indexOf('</style>'))
  expect(text).toMatch(/^:root\{--accent:light-dark\(#7a0044,#ffd600\);/)
  const policy = pageHeadersWith(brandAccentStyle(accent), false)['content-security-policy']
  expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
})
