import type { Page } from '@playwright/test'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { announcementIds } from './announcement-rows.ts'
import { bringAxe, findFaults, ofColours } from './axe.ts'
import { expect, isLong, test } from './fixtures.ts'
import { arrange, type Setting } from './matrix/setting.ts'
import { fill, listRoutes } from './routes.ts'

test.use({ sharesServer: true })

const visitor = null
const giulia = 'giulia@clinica-aurora.example'
const sara = 'sara@clinica-aurora.example'
const elena = 'elena@levante.example'
const anna = 'anna@studio-ponte.example'
const carla = 'carla@studio-sasso.example'
const luca = 'luca@partner-it.example'
const teresa = 'teresa@ottica-faro.example'
const admin = 'admin@actions-desk.example'

type Visit = { route: string; as: string | null; url: string }

/** The readers and addresses of every page. */
function listVisits({ params, tokens }: Setting): Visit[] {
  const own = { account: 'poliambulatorio-levante', number: '1', id: demoNoticeIds.handedOn }
  const { pages } = listRoutes()
  const ofRoutes = (as: string | null, given: Record<string, string>, isOf: (route: string) => boolean) =>
    pages.filter(isOf).map((route) => ({ route, as, url: fill(route, given) }))
  const ofUrls = (as: string, route: string, ...urls: string[]) => urls.map((url) => ({ route, as, url }))
  const levante = `/accounts/${own.account}`
  const asPartner = '/admin/accounts/[account]/as-partner/[view]'
  return [
    ...ofRoutes(visitor, {}, (route) => /^\/(sign-in|invitations|acknowledge|confirm|review)/.test(route)),
    ...ofRoutes(visitor, {}, (route) => ['/help', '/privacy', '/docs/api', '/dev/mailbox'].includes(route)),
    ...Object.entries(tokens).flatMap(([route, some]) =>
      some.map((token) => ({ route, as: visitor, url: fill(route, { token }) })),
    ),
    ...ofRoutes(giulia, { ...own, account: 'clinica-aurora' }, isOfGate),
    ...ofRoutes(elena, own, (route) => route.startsWith('/accounts/[account]') && !isOfGate(route)),
    ...ofUrls(
      elena,
      '/accounts/[account]/notices',
      `${levante}/configuration/contact-information?env=sandbox`,
      `${levante}/notices?state=closed`,
      `${levante}/notices/${demoNoticeIds.sandbox}?env=sandbox`,
      `${levante}/notices/test?env=sandbox`,
      `${levante}/notices?env=production`,
      `${levante}/notices/reach?category=technical`,
    ),
    ...ofUrls(elena, '/settings', '/settings'),
    ...ofUrls(anna, '/accounts/[account]', '/accounts/studio-ponte', '/accounts/studio-ponte/notices'),
    ...ofUrls(sara, '/accounts/[account]/onboarding', '/accounts/clinica-aurora/onboarding'),
    ...ofUrls(carla, '/accounts/[account]/closed', '/accounts/studio-sasso/closed'),
    ...ofUrls(luca, '/accounts', '/accounts'),
    ...['', '/configuration/contact-information', '/configuration/users'].flatMap((path) =>
      ofUrls(teresa, `/accounts/[account]${path}`, `/accounts/ottica-faro${path}`),
    ),
    ...ofUrls(admin, '/passkey', '/passkey'),
    ...ofRoutes(
      admin,
      { ...params, ...own, notice: demoNoticeIds.unroutable, path: 'configuration/contact-information' },
      (route) => route.startsWith('/admin/'),
    ),
    ...ofUrls(
      admin,
      '/admin/accounts/[account]',
      ...['', '/reopen', '/close'].map((path) => `/admin/accounts/studio-sasso${path}`),
      `/admin/accounts/${own.account}/reach?category=emergency&environment=sandbox`,
    ),
    ...ofUrls(admin, asPartner, `/admin/accounts/clinica-aurora/as-partner/${params.view}`),
    ...ofUrls(
      admin,
      '/admin/notices/[notice]',
      `/admin/notices/${demoNoticeIds.handedOn}`,
      '/admin/notices/deliveries?status=bounces',
    ),
    ...ofUrls(
      admin,
      '/admin/accounts/import/[import]',
      ...['new', 'known'].map((rows) => `/admin/accounts/import/${params.import}?rows=${rows}`),
    ),
    ...ofUrls(
      admin,
      '/admin/settings/types/[type]/rule',
      '/admin/settings/types/healthcare-appointments/rule?to=required',
    ),
    ...ofUrls(admin, '/admin/audit', '/admin/audit?action=session.started&account=nobody&text=x'),
    ...Object.values(announcementIds).flatMap((id) =>
      ofUrls(admin, '/admin/announcements/[announcement]', `/admin/announcements/${id}`),
    ),
  ]
}

function isOfGate(route: string): boolean {
  return route.startsWith('/accounts/[account]/onboarding')
}

/** Pages that only redirect, or are not for people. */
const unseen = ['/', '/admin', '/bench', '/dev/mailbox/[mail]']

/** One language with scripts and axe, the other without scripts; the long version runs both ways in each. */
const walks = [
  { locale: 'en', scripts: true },
  { locale: 'it', scripts: false },
  ...(isLong
    ? ([
        { locale: 'it', scripts: true },
        { locale: 'en', scripts: false },
      ] as const)
    : []),
] as const

/** Dark colours come from one palette, so the short version checks them on some pages. */
const darkEvery = 4

for (const walk of walks) {
  const { locale, scripts } = walk
  const how = scripts ? 'nothing that axe finds, light or dark' : 'works without JavaScript'
  test(`each page has a title, a heading, its language (${locale}), fits 320 px, and ${how}`, async ({
    browser,
    site,
  }) => {
    // A limit for hung pages only: a busy machine takes minutes.
    test.setTimeout(600_000)
    const setting = await arrange(site)
    const visits = listVisits(setting)
    const missing = listRoutes().pages.filter((page) => !visits.some(({ route }) => route === page))
    expect(missing.filter((page) => !unseen.includes(page))).toEqual([])
    site.change("update imports set state = 'stopped', rows = 3 where id = ?", setting.params.import)
    for (const row of importedRows) site.change(...row)
    site.change(openView, Date.now(), setting.params.view, admin)
    // A mailed link opens in its mail's language.
    for (const table of ['outbox', 'invitations']) site.change(`update ${table} set locale = ?`, locale)
    for (const who of new Set(visits.map(({ as }) => as))) {
      const context = await browser.newContext({
        baseURL: site.url,
        locale: locale === 'en' ? 'en-GB' : 'it-IT',
        reducedMotion: 'reduce',
        javaScriptEnabled: scripts,
      })
      if (who) {
        site.change('update users set locale = ? where email_key = ?', locale, who)
        await site.enter(context, who)
      }
      if (scripts) await bringAxe(context)
      const page = await context.newPage()
      for (const [turn, { url }] of visits.filter(({ as }) => as === who).entries())
        await look(page, url, { ...walk, inDark: isLong || turn % darkEvery === 0 })
      await context.close()
    }
  })
}

/** Pages of every account, as the admin. */
const openView = `insert into audit_entries (id, at, actor_id, account_id, action, subject_id, after)
  select accounts.id, ?, users.id, accounts.id, 'account.viewed-as-partner', ?, '{"role":"owner"}'
  from accounts, users where users.email_key = ?`

/** Pages of a half-finished import. */
const importedRow =
  'insert into import_rows (id, import_id, line, state, "values") values (?, \'matrix-import\', ?, ?, ?)'
const importedAccount = {
  name: 'Città Sana',
  slug: 'citta-sana',
  integrationTypeId: 'ordering-redirect',
  defaultLocale: 'it',
  email: 'sole@citta.example',
  locale: 'en',
}
const importedRows = (['faulty', 'new', 'known'] as const).map((state, line): [string, ...unknown[]] => [
  importedRow,
  `row-${line}`,
  line + 2,
  state,
  JSON.stringify({
    account: importedAccount,
    faults: [{ code: 'slug-taken', column: 'slug', value: 'citta-sana', params: { name: 'Altra' } }],
    uninvited: true,
  }),
])
/** US dates such as `January 5, 2026` and `2:30 PM`; other English readers see the day first and 24 hours. */
const americanDate = /\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d:\d\d\s[AP]M\b/

type Looking = { locale: string; scripts: boolean; inDark: boolean }

async function look(page: Page, url: string, { locale, scripts, inDark }: Looking): Promise<void> {
  const faults: string[] = []
  const note = (text: string) => faults.push(text)
  page.on('pageerror', (error) => note(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) note(message.text())
  })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(url)
  await test.step(url, async () => {
    const { title, lang, headings } = await page.evaluate(async (scripts) => {
      // We check the hydrated page, which React marks, however slow the machine is.
      const isTakenOver = () => Object.keys(document.body).some((key) => key.startsWith('__reactFiber'))
      for (const limit = performance.now() + 5000; scripts && !isTakenOver() && performance.now() < limit; )
        await new Promise((done) => setTimeout(done, 10))
      return {
        title: document.title,
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1:not([hidden] *)').length,
      }
    }, scripts)
    expect.soft(title, `title of ${url}`).not.toBe('')
    expect.soft(lang, `language of ${url}`).toBe(locale)
    expect.soft(headings, `headings of ${url}`).toBe(1)
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden, scripts among it, is read by nobody
    const text = await page.locator('body').innerText()
    expect.soft(americanDate.exec(text)?.[0], `date on ${url}`).toBeUndefined()
    if (scripts) {
      expect.soft(await findFaults(page), `axe on ${url}`).toEqual([])
      if (inDark) {
        await page.emulateMedia({ colorScheme: 'dark' })
        expect.soft(await findFaults(page, ofColours), `axe on ${url} in the dark`).toEqual([])
        await page.emulateMedia({ colorScheme: 'light' })
      }
    }
    await page.setViewportSize({ width: 320, height: 800 })
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect.soft(wider, `${url} at 320 pixels is wider by`).toBe(0)
    expect.soft(await findCutTables(page), `lists of ${url} with columns out of sight`).toEqual([])
    expect.soft(faults, `console of ${url}`).toEqual([])
  })
  page.removeAllListeners('pageerror')
  page.removeAllListeners('console')
}

/** Lists become cards on narrow screens; only unfolded parts and the revision chooser scroll sideways. */
function findCutTables(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('section:has(> table):not(:has(input), details *)')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent.slice(0, 60)),
  )
}
