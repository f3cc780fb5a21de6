import type { Page } from '@playwright/test'
import { findFaults, injectAxe, ofColours } from './axe.ts'
import { counts } from './counts.ts'
import { expect, isAll, isLong, onlyInAll, test } from './fixtures.ts'
import { waitForHydration } from './hydrated.ts'
import { findOverlaps } from './overlaps.ts'
import { listRoutes } from './routes.ts'
import { arrangeVisits, onePerTemplate, unseen } from './visits.ts'

/** Each page once in English with scripts; in Italian without scripts, by axe and for what overlaps a page of each template. */
const walks: readonly { locale: 'en' | 'it'; scripts: boolean; isWhole: boolean; isOfAll: boolean }[] = [
  { locale: 'en', scripts: true, isWhole: true, isOfAll: true },
  { locale: 'it', scripts: false, isWhole: true, isOfAll: isAll },
  // What the longer language and the controls of scripts do together on a narrow screen.
  { locale: 'it', scripts: true, isWhole: isLong, isOfAll: isAll },
  ...(isLong ? [{ locale: 'en', scripts: false, isWhole: true, isOfAll: true } as const] : []),
]

const inOthers = 'the English walk has the controls of scripts, the one without them the longer words'

/** Dark colours come from one palette, so only the long version checks them on each page. */
const darkEvery = 4

for (const walk of walks) {
  const { locale, scripts, isWhole, isOfAll } = walk
  const ofEach = isAll ? '' : 'one of each template has '
  const how = scripts ? `${ofEach}nothing that axe finds, light or dark` : 'works without JavaScript'
  const which = isOfAll ? 'each page' : 'a page of each template'
  const title = isWhole
    ? `${which} has a title, a heading, its language (${locale}), fits 320 px, and ${how}`
    : `nothing of ${which} overlaps at 320 and 390 px (${locale}, ${scripts ? 'with' : 'without'} JavaScript)`
  const isSecond = scripts && !isWhole
  test(title, isSecond ? onlyInAll(inOthers) : {}, async ({ browser, site }) => {
    // A limit for hung pages only: a busy machine takes minutes.
    test.setTimeout(1_200_000)
    const all = await arrangeVisits(site, locale)
    const missing = listRoutes().pages.filter((page) => !all.some(({ route }) => route === page))
    expect(missing.filter((page) => !unseen.includes(page))).toEqual([])
    const ofTemplates = onePerTemplate(all)
    const visits = isOfAll ? all : ofTemplates
    if (!isAll) expect(visits.length).toBe(isOfAll ? counts.pages : counts.templates)
    const closely = new Set(isAll ? visits : ofTemplates)
    const byAxe = scripts ? closely : new Set()
    const inDark = new Set([...byAxe].filter((_, turn) => isLong || turn % darkEvery === 0))
    for (const who of new Set(visits.map(({ as }) => as))) {
      const context = await browser.newContext({
        baseURL: site.url,
        locale: locale === 'en' ? 'en-GB' : 'it-IT',
        reducedMotion: 'reduce',
        javaScriptEnabled: scripts,
      })
      if (who) await site.enter(context, who)
      if (isAll && scripts) await injectAxe(context)
      const page = await context.newPage()
      for (const visit of visits.filter(({ as }) => as === who)) {
        const { url } = visit
        const checks = { closely: closely.has(visit), byAxe: byAxe.has(visit), inDark: inDark.has(visit) }
        if (isWhole) await look(page, url, { ...walk, ...checks })
        else await lookNarrow(page, url, scripts)
      }
      await context.close()
    }
  })
}

test('the overlap check finds controls and texts over one another, and nothing else', async ({ page }) => {
  const columns = 'display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px;width:300px'
  for (const [html, found] of [
    [`<div style="${columns}"><input style="width:160px"><input></div>`, 1],
    ['<p style="margin:0">One text</p><p style="margin:-12px 0 0">Another text</p>', 1],
    [`<div style="${columns}"><input style="width:130px"><input style="width:130px"></div>`, 0],
    ['<button>Press <b>me</b></button><label>Name <input></label>', 0],
    ['<p>A text</p><div style="position:fixed;top:0"><button>Over it</button></div>', 0],
    ['<p style="width:50px;overflow:hidden;white-space:nowrap">A text cut off</p>', 0],
  ] as const) {
    await page.setContent(html)
    expect(await findOverlaps(page), html).toHaveLength(found)
  }
})

/** US dates such as `January 5, 2026` and `2:30 PM`; other English readers see the day first and 24 hours. */
const americanDate = /\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d:\d\d\s[AP]M\b/

type Looking = { locale: string; scripts: boolean; closely: boolean; byAxe: boolean; inDark: boolean }

async function look(
  page: Page,
  url: string,
  { locale, scripts, closely, byAxe, inDark }: Looking,
): Promise<void> {
  const faults: string[] = []
  const note = (text: string) => faults.push(text)
  page.on('pageerror', (error) => note(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) note(message.text())
  })
  const narrow = { width: 320, height: 800 }
  await page.setViewportSize(closely ? { width: 1280, height: 900 } : narrow)
  await page.goto(url)
  await test.step(url, async () => {
    if (scripts) await waitForScripts(page)
    const { title, lang, headings, contained } = await page.evaluate(() => ({
      title: document.title,
      lang: document.documentElement.lang,
      headings: document.querySelectorAll('h1:not([hidden] *)').length,
      contained: [...document.querySelectorAll('fieldset *')].filter(
        (part) => getComputedStyle(part).containerType !== 'normal',
      ).length,
    }))
    expect.soft(title, `title of ${url}`).not.toBe('')
    expect.soft(lang, `language of ${url}`).toBe(locale)
    expect.soft(headings, `headings of ${url}`).toBe(1)
    // Chromium sometimes stops drawing what a container query lays out in a fieldset.
    expect.soft(contained, `containers of queries in fieldsets of ${url}`).toBe(0)
    expect.soft(await findHeadingGaps(page), `headings of ${url} below a missing level`).toEqual([])
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden, scripts among it, is read by nobody
    const text = await page.locator('body').innerText()
    expect.soft(americanDate.exec(text)?.[0], `date on ${url}`).toBeUndefined()
    if (byAxe) expect.soft(await findFaults(page), `axe on ${url}`).toEqual([])
    if (inDark) {
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(await findFaults(page, ofColours), `axe on ${url} in the dark`).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
    }
    if (closely) await page.setViewportSize(narrow)
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect.soft(wider, `${url} at 320 pixels is wider by`).toBe(0)
    expect.soft(await findCutTables(page), `lists of ${url} with columns out of sight`).toEqual([])
    expect.soft(await findSmallTargets(page), `targets of ${url} below 24 pixels`).toEqual([])
    if (closely) await checkOverlaps(page, url)
    expect.soft(faults, `console of ${url}`).toEqual([])
  })
  page.removeAllListeners('pageerror')
  page.removeAllListeners('console')
}

async function lookNarrow(page: Page, url: string, scripts: boolean): Promise<void> {
  await page.goto(url)
  await test.step(url, async () => {
    if (scripts) await waitForScripts(page)
    await checkOverlaps(page, url)
  })
}

async function checkOverlaps(page: Page, url: string): Promise<void> {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 })
    expect.soft(await findOverlaps(page), `overlaps of ${url} at ${width} pixels`).toEqual([])
  }
}

/** We check the hydrated page, however slow the machine is; some pages have no scripts. */
async function waitForScripts(page: Page): Promise<void> {
  if ((await page.locator('script[src]').count()) > 0) await waitForHydration(page)
}

/** Headings more than one level below the one before them. */
function findHeadingGaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const levelOf = (heading: Element | undefined) => (heading ? Number(heading.tagName[1]) : 0)
    return [...document.querySelectorAll('h1, h2, h3, h4')]
      .filter((heading) => heading.checkVisibility() && !heading.closest('[inert]'))
      .filter((heading, at, all) => levelOf(heading) > levelOf(all[at - 1]) + 1)
      .map(({ textContent }) => textContent)
  })
}

/**
 * What a finger can miss: links of rows, lists and headings, buttons, boxes and fields below 24 by 24 pixels (WCAG
 * 2.5.8). A link within a sentence is exempt, and what only the focus shows.
 */
function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const rows = ':is(td, th, h2, h3, .row-links) a[href]'
    return [
      ...document.querySelectorAll(`${rows}, button, summary, select, textarea, input:not([type=hidden])`),
    ]
      .filter((target) => target.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((target) => !target.closest('[inert], .sr-only'))
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && Math.min(box.width, box.height) < 23.5)
      .map(({ target, box }) => `${target.outerHTML.slice(0, 120)}: ${box.width} by ${box.height}`)
  })
}

/** Lists become cards on narrow screens; only unfolded parts and the revision chooser scroll sideways. */
function findCutTables(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('section:has(> table):not(:has(input), details *)')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent.slice(0, 60)),
  )
}
