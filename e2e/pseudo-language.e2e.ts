import type { Page } from '@playwright/test'
import { listZones } from '#/lib/platform/values/zones.ts'
import { pseudoLocale } from '#/tests/pseudo-language.ts'
import { admin } from './demo.ts'
import { pseudoLanguages } from './demo-setup.ts'
import { expect, isAll, onlyInAll, test } from './fixtures.ts'
import { askForCode, type Site } from './site.ts'
import { arrangeVisits, onePerTemplate } from './visits.ts'

const inAll = onlyInAll(
  'the walks hold widths in two languages; the other test shows that a folder alone adds one',
)

test.use({
  serverEnvironment: { LANGUAGES_DIR: process.env[pseudoLanguages] ?? '' },
  javaScriptEnabled: false,
})

test(
  'a folder alone adds a language: every page speaks it and fits 320 px',
  inAll,
  async ({ browser, site }) => {
    test.setTimeout(1_200_000)
    const all = await arrangeVisits(site, pseudoLocale)
    const visits = isAll ? all : onePerTemplate(all)
    const known = listKnownWords(site)
    for (const who of new Set(visits.map(({ as }) => as))) {
      const context = await browser.newContext({
        baseURL: site.url,
        locale: pseudoLocale,
        viewport: { width: 320, height: 800 },
        javaScriptEnabled: false,
      })
      if (who) await site.enter(context, who)
      const page = await context.newPage()
      for (const { url } of visits.filter(({ as }) => as === who)) {
        await page.goto(url)
        const { lang, wider, plain } = await read(page)
        expect.soft(lang, `language of ${url}`).toBe(pseudoLocale)
        expect.soft(wider, `${url} is wider by`).toBe(0)
        const untranslated = plain.filter((text) => listWords(text).some((word) => !known.has(word)))
        expect.soft(untranslated, `texts of ${url} that are no message`).toEqual([])
      }
      await context.close()
    }
  },
)

test('mails, the public page, announcements and the API speak it too', async ({ page, request, site }) => {
  const elena = 'elena@levante.example'
  site.change('update users set locale = ? where email_key = ?', pseudoLocale, elena)
  await askForCode(page, elena)
  const mail = await site.mailTo(elena)
  for (const part of [mail.subject, mail.text, mail.html]) expect(part).toContain('⟦')

  await page.goto(`/brands/poliambulatorio-levante?lang=${pseudoLocale}`)
  await expect(page.locator('html')).toHaveAttribute('lang', pseudoLocale)
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('⟦')

  await site.visit(page, admin, '/admin/announcements/new/text')
  await expect(page.locator(`[name="${pseudoLocale}-summary"]`)).toHaveAttribute('lang', pseudoLocale)

  const description = await (await request.get('/api/v1/openapi.json')).text()
  expect(description).toContain(`["en","${pseudoLocale}","it"]`)
})

/** The page's language, how much wider than the screen it is, and its texts outside of messages. */
function read(page: Page) {
  return page.evaluate(() => {
    const root = document.documentElement
    const plain: string[] = []
    let depth = 0
    const note = (text: string) => {
      let outside = ''
      for (const letter of text) {
        if (letter === '⟦') depth += 1
        else if (letter === '⟧') depth -= 1
        else if (depth === 0) outside += letter
      }
      if (/\p{L}{3}/u.test(outside)) plain.push(outside.trim())
    }
    const isForeign = (element: Element) =>
      element.hasAttribute('lang') && element.getAttribute('lang') !== root.lang
    // Chromium runs no callback of a TreeWalker where scripts are off.
    const walk = (element: Element) => {
      if (element.matches('script, style, code, pre, textarea') || isForeign(element)) return
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) note(element.getAttribute(name) ?? '')
      for (const child of element.childNodes) {
        if (child instanceof Text) note(child.data)
        if (child instanceof Element) walk(child)
      }
    }
    walk(document.body)
    return { lang: root.lang, wider: root.scrollWidth - root.clientWidth, plain }
  })
}

/** Words of the store, and of dates, zones and languages, which the runtime names. */
function listKnownWords(site: Site): Set<string> {
  const tables = site.rows<{ name: string }>("select name from sqlite_schema where type = 'table'")
  const stored = tables
    .flatMap(({ name }) => site.rows<object>(`select * from "${name}"`))
    .map((row) => JSON.stringify(row).replaceAll(/\\+n/g, ' '))
  const dates = { long: { dateStyle: 'full' }, short: { weekday: 'short', month: 'short' } } as const
  const days = Array.from({ length: 366 }, (_, day) =>
    Object.values(dates).map((options) =>
      new Intl.DateTimeFormat(pseudoLocale, { ...options, timeZone: 'UTC' }).format(Date.UTC(2026, 0, day)),
    ),
  )
  const zones = listZones().map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).format(),
  ])
  const languages = [pseudoLocale, 'en', 'it'].map((one) =>
    [one, pseudoLocale].map((reader) => new Intl.DisplayNames(reader, { type: 'language' }).of(one)),
  )
  const words = [stored, days, zones, languages, ['Recapito', 'AM PM GMT UTC']]
  return new Set(listWords(words.flat(2).join(' ')))
}

function listWords(text: string): string[] {
  const prose = text.toLowerCase().replace(/https?:\/\/\S+/g, '')
  return prose.match(/\p{L}{3,}/gu) ?? []
}
