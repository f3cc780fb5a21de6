import type { Page } from '@playwright/test'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { sealAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { demoDeliveryIds, demoNoticeIds, demoQuestionIds, demoReviewMailId } from '#/seed/demo/ids.ts'
import { addAnnouncements, announcementIds } from './announcement-rows.ts'
import { bringAxe, findFaults, ofColours } from './axe.ts'
import { expect, isLong, test } from './fixtures.ts'
import { fill, listRoutes } from './routes.ts'
import { authSecret } from './server.ts'

test.use({ sharesServer: true })

const levante = { account: 'poliambulatorio-levante', number: '1', id: demoNoticeIds.handedOn }
const aurora = { account: 'clinica-aurora', number: '1' }
const visitor = null
const giulia = 'giulia@clinica-aurora.example'
const elena = 'elena@levante.example'
const admin = 'admin@actions-desk.example'

/** A view of accounts as their partner sees them, which the test opens. */
const anyView = '0198c0de-0000-7000-8000-000000000001'

type Visit = { route: string; as: string | null; url: string }

/** Who sees each page there is, and where. The test below fails for a page that nobody visits. */
const visits: Visit[] = [
  ...[
    '/sign-in',
    '/sign-in/code',
    '/sign-in/link/[token]',
    '/invitations/[token]',
    '/acknowledge/[token]',
    '/confirm/[token]',
    '/review/[token]',
    '/help',
    '/privacy',
    '/docs/api',
    '/dev/mailbox',
  ].map((route) => ({ route, as: visitor, url: fill(route) })),
  ...Object.values(demoDeliveryIds).map((id) => {
    const route = '/acknowledge/[token]'
    return { route, as: visitor, url: fill(route, { token: linkToken('acknowledge', id, authSecret) }) }
  }),
  ...Object.values(demoQuestionIds).map((id) => {
    const route = '/confirm/[token]'
    return { route, as: visitor, url: fill(route, { token: linkToken('confirm', id, authSecret) }) }
  }),
  ...listRoutes()
    .pages.filter((route) => route.startsWith('/accounts/[account]/onboarding'))
    .map((route) => ({ route, as: giulia, url: fill(route, aurora) })),
  ...listRoutes()
    .pages.filter((route) => route.startsWith('/accounts/[account]') && !route.includes('/onboarding'))
    .map((route) => ({ route, as: elena, url: fill(route, levante) })),
  {
    route: '/accounts/[account]/configuration/contact-information',
    as: elena,
    url: `/accounts/${levante.account}/configuration/contact-information?env=sandbox`,
  },
  ...[
    `/accounts/${levante.account}/notices?state=closed`,
    `/accounts/${levante.account}/notices/${demoNoticeIds.sandbox}?env=sandbox`,
    `/accounts/${levante.account}/notices/test?env=sandbox`,
    `/accounts/${levante.account}/notices?env=production`,
  ].map((url) => ({ route: '/accounts/[account]/notices', as: elena, url })),
  {
    route: '/accounts/[account]/notices',
    as: 'anna@studio-ponte.example',
    url: '/accounts/studio-ponte/notices',
  },
  {
    route: '/accounts/[account]/onboarding',
    as: 'sara@clinica-aurora.example',
    url: '/accounts/clinica-aurora/onboarding',
  },
  {
    route: '/accounts/[account]/closed',
    as: 'carla@studio-sasso.example',
    url: '/accounts/studio-sasso/closed',
  },
  ...['', '/reopen', '/close'].map((path) => ({
    route: `/admin/accounts/[account]${path}`,
    as: admin,
    url: `/admin/accounts/studio-sasso${path}`,
  })),
  { route: '/accounts/[account]', as: 'anna@studio-ponte.example', url: '/accounts/studio-ponte' },
  { route: '/accounts', as: 'luca@partner-it.example', url: '/accounts' },
  ...['', '/configuration/contact-information', '/configuration/users'].map((path) => ({
    route: `/accounts/[account]${path}`,
    as: 'teresa@ottica-faro.example',
    url: `/accounts/ottica-faro${path}`,
  })),
  {
    route: '/review/[token]',
    as: visitor,
    url: fill('/review/[token]', { token: linkToken('review', demoReviewMailId, authSecret) }),
  },
  { route: '/settings', as: elena, url: '/settings' },
  { route: '/passkey', as: admin, url: '/passkey' },
  ...listRoutes()
    .pages.filter((route) => route.startsWith('/admin/'))
    .map((route) => ({
      route,
      as: admin,
      url: fill(route, {
        ...levante,
        announcement: announcementIds.ready,
        notice: demoNoticeIds.unroutable,
        category: 'emergency',
        view: anyView,
        path: 'configuration/contact-information',
        type: 'things-to-do',
        address: sealAddress('luca@partner-it.example', authSecret),
      }),
    })),
  {
    route: '/admin/accounts/[account]/as-partner/[view]',
    as: admin,
    url: `/admin/accounts/clinica-aurora/as-partner/${anyView}`,
  },
  {
    route: '/admin/notices/[notice]',
    as: admin,
    url: `/admin/notices/${demoNoticeIds.handedOn}`,
  },
  ...['new', 'known'].map((rows) => ({
    route: '/admin/accounts/import/[import]',
    as: admin,
    url: `/admin/accounts/import/1?rows=${rows}`,
  })),
  {
    route: '/admin/settings/types/[type]/rule',
    as: admin,
    url: '/admin/settings/types/healthcare-appointments/rule?to=required',
  },
  { route: '/admin/audit', as: admin, url: '/admin/audit?action=session.started&account=nobody&text=x' },
  { route: '/admin/notices/deliveries', as: admin, url: '/admin/notices/deliveries?status=bounces' },
  ...Object.values(announcementIds).map((id) => ({
    route: '/admin/announcements/[announcement]',
    as: admin,
    url: `/admin/announcements/${id}`,
  })),
  {
    route: '/accounts/[account]/notices/reach',
    as: elena,
    url: `/accounts/${levante.account}/notices/reach?category=technical`,
  },
  {
    route: '/admin/accounts/[account]/reach',
    as: admin,
    url: `/admin/accounts/${levante.account}/reach?category=emergency&environment=sandbox`,
  },
]

/** Pages that only lead elsewhere, or are not for people. */
const unseen = ['/', '/admin', '/bench', '/dev/mailbox/[mail]']

test('every page is visited', () => {
  const visited = new Set(visits.map(({ route }) => route))
  expect(listRoutes().pages.filter((page) => !visited.has(page) && !unseen.includes(page))).toEqual([])
})

for (const locale of ['en', 'it'] as const) {
  test.describe(locale, () => {
    test.use({ locale: locale === 'en' ? 'en-GB' : 'it-IT' })

    // A page is the same in each language but for its words, whose colours, names and roles are the same too.
    const withAxe = locale === 'en' || isLong
    const clean = withAxe ? ', nothing that axe finds, light or dark,' : ''
    test(`each page has a title, one heading, its language${clean} and fits 320 pixels`, async ({
      browser,
      site,
    }) => {
      // For what never comes: a busy machine takes minutes for so many pages.
      test.setTimeout(600_000)
      site.change(anySource, Date.now(), Date.now())
      site.change(anyImport, Date.now())
      for (const row of importedRows) site.change(...row)
      addAnnouncements(site)
      site.change(openAnyView, Date.now(), anyView, admin)
      for (const statement of anyStaff) site.change(statement, Date.now())
      // A mailed link opens in the language of its mail.
      site.change('update outbox set locale = ?', locale)
      for (const who of new Set(visits.map(({ as }) => as))) {
        const context = await browser.newContext({ baseURL: site.url, locale, reducedMotion: 'reduce' })
        if (who) {
          site.change('update users set locale = ? where email_key = ?', locale, who)
          await site.enter(context, who)
        }
        if (withAxe) await bringAxe(context)
        const page = await context.newPage()
        for (const { url } of visits.filter(({ as }) => as === who))
          await look(page, url, { locale, withAxe })
        await context.close()
      }
    })
  })
}

/** Of every account, by the admin. */
const openAnyView = `insert into audit_entries (id, at, actor_id, account_id, action, subject_id, after)
  select accounts.id, ?, users.id, accounts.id, 'account.viewed-as-partner', ?, '{"role":"owner"}'
  from accounts, users where users.email_key = ?`

/** `/admin/settings/sources/1/revoke` is about this one. */
const anySource = `insert into event_sources (id, name, key_hash, hint, scopes, account_label, created_at, last_used_at)
  values ('1', 'Grafana', '', 'abcd', '["events:write"]', 'account', ?, ?)`

/** `/admin/accounts/import/1` is about this one, which is half way. */
const anyImport = `insert into imports (id, file_name, state, rows, faults, created_at) values ('1', 'partners.csv', 'stopped', 3, 0, ?)`
const importedRow =
  'insert into import_rows (id, import_id, line, state, "values") values (?, \'1\', ?, ?, ?)'
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
/** `/admin/settings/staff/1` is about them. */
const anyStaff = [
  "insert into users (id, email, email_key, name, created_at) values ('1', 'zoe@desk.example', 'zoe@desk.example', 'Zoe', ?)",
  "insert into staff (user_id, role, created_at) values ('1', 'support', ?)",
]

/** `January 5, 2026` and `2:30 PM`; a reader of English elsewhere has the day first, and 24 hours. */
const americanDate = /\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d:\d\d\s[AP]M\b/

type Looking = { locale: string; withAxe: boolean }

async function look(page: Page, url: string, { locale, withAxe }: Looking): Promise<void> {
  const faults: string[] = []
  const note = (text: string) => faults.push(text)
  page.on('pageerror', (error) => note(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) note(message.text())
  })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(url)
  await test.step(url, async () => {
    const { title, lang, headings } = await page.evaluate(async () => {
      // What is looked at is the page with its scripts at work, however busy the machine: React has marked what it took over.
      const isTakenOver = () => Object.keys(document.body).some((key) => key.startsWith('__reactFiber'))
      for (const limit = performance.now() + 5000; !isTakenOver() && performance.now() < limit; )
        await new Promise((done) => setTimeout(done, 10))
      return {
        title: document.title,
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1:not([hidden] *)').length,
      }
    })
    expect.soft(title, `title of ${url}`).not.toBe('')
    expect.soft(lang, `language of ${url}`).toBe(locale)
    expect.soft(headings, `headings of ${url}`).toBe(1)
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden, scripts among it, is read by nobody
    const text = await page.locator('body').innerText()
    expect.soft(americanDate.exec(text)?.[0], `date on ${url}`).toBeUndefined()
    if (withAxe) {
      expect.soft(await findFaults(page), `axe on ${url}`).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(await findFaults(page, ofColours), `axe on ${url} in the dark`).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
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

/** Lists become cards where there is little room; only what is unfolded, and rows to choose two of, scroll sideways. */
function findCutTables(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('section:has(> table):not(:has(input), details *)')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent.slice(0, 60)),
  )
}
