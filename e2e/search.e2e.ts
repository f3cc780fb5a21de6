import type { Page } from '@playwright/test'
import { messagesIn, translatorFor } from '#/lib/platform/i18n/messages.ts'
import { findFaults, injectAxe, ofColours } from './axe.ts'
import { admin, anna, support } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import { openHydrated, waitForHydration } from './hydrated.ts'

const inAll = onlyInAll('lib/admin/palette finds; the journeys search, open and move by keyboard')

const openPage = (page: Page, path = '/admin/accounts') => openHydrated(page, path)

const field = (page: Page) => page.getByRole('dialog').getByRole('combobox')
const option = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('option', { name })
const active = (page: Page) => page.locator('[role=option][aria-selected=true]')
const focused = (page: Page) => page.locator(':focus')

for (const [locale, who, scheme] of [
  ['en', support, 'light'],
  ['it', admin, 'dark'],
] as const) {
  test(`finds and nudges an account with six keys beside its name, in ${locale}`, async ({ page, site }) => {
    await injectAxe(page)
    await page.emulateMedia({ colorScheme: scheme })
    await site.enter(page.context(), who, locale)
    const { palette, adminAccount, questions } = messagesIn(locale)
    await openPage(page)
    let keys = 0
    const press = async (key: string) => {
      keys += key.split('+').length
      await page.keyboard.press(key)
    }

    await press('Control+k')
    await page.keyboard.type('ponte')
    const nudge = translatorFor(locale, 'palette')('steps.nudge', { account: 'Studio Ponte' })
    await expect(option(page, nudge)).toBeVisible()
    await expect(page.getByRole('dialog', { name: palette.title })).toBeVisible()
    await expect(active(page)).toHaveText(/^Studio Ponte/)
    expect(await findFaults(page)).toEqual([])
    expect(await findFaults(page, ofColours)).toEqual([])
    await press('ArrowDown')
    await expect(active(page)).toHaveText(nudge)
    await press('Enter')
    await expect(page).toHaveURL(/\/admin\/accounts\/studio-ponte\?focus=nudge/)
    await expect(focused(page)).toHaveText(adminAccount.nudge.action)
    await expect(focused(page)).toBeInViewport()
    await press('Enter')
    await expect(focused(page)).toHaveText(questions.what.nudge.submit)
    await press('Enter')
    await expect(page.getByText(adminAccount.done.nudged)).toBeVisible()
    expect(keys).toBeLessThanOrEqual(7)
    expect((await site.mailTo(anna)).text).toContain('/accounts/studio-ponte/')
  })
}

test('finds cases, notices and pages, by keyboard alone', async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  const [first] = site.rows<{ number: number; subject: string }>('select number, subject from cases')
  await openPage(page)
  const search = async (text: string) => {
    await page.keyboard.press('Control+k')
    await field(page).fill(text)
  }

  await search(`#${first?.number}`)
  await expect(active(page)).toHaveText(new RegExp(first?.subject ?? ''))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${site.url}/admin/cases/${first?.number}`)

  await search('audit')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${site.url}/admin/audit`)

  await search('levante')
  await expect(page.getByRole('group', { name: 'Notices' }).getByRole('option').first()).toBeVisible()
})

test(
  'labels agree in gender in Italian, and an informational notice is not open',
  inAll,
  async ({ page, site }) => {
    site.change("update cases set status = 'closed'")
    site.change(
      "update notices set asks_answer = 0, due_at = null where summary like 'The old availability%'",
    )
    await site.enter(page.context(), support, 'it')
    await openPage(page)
    await page.keyboard.press('Control+k')
    await field(page).fill('levante')
    const of = (name: string) => page.getByRole('group', { name }).getByRole('option')
    await expect(of('Richieste').first()).toContainText('Chiusa')
    await expect(of('Avvisi').filter({ hasText: 'The old availability' })).toContainText('Per informazione')
  },
)

test('opens a result in a new tab, and returns the focus when it closes', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  await openPage(page)
  const link = page.getByRole('row').getByRole('link', { name: 'Studio Ponte' })
  await link.focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('levante')
  await expect(active(page)).toHaveText(/Poliambulatorio Levante/)
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')])
  await expect(tab).toHaveURL(`${site.url}/admin/accounts/poliambulatorio-levante`)
  await tab.close()
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(option(page, /./).last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(link).toBeFocused()

  await page.getByRole('link', { name: 'Search…' }).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('link', { name: 'Search…' })).toBeFocused()
})

test('Ctrl+Enter before the answer opens the first result in a new tab', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  await openPage(page)
  const pressed = Promise.withResolvers<void>()
  await page.route('**/results?*', (route) => pressed.promise.then(() => route.continue()))
  await page.keyboard.press('Control+k')
  await field(page).fill('levante')
  const opened = page.context().waitForEvent('page')
  await page.keyboard.press('Control+Enter')
  pressed.resolve()
  await expect(await opened).toHaveURL(`${site.url}/admin/accounts/poliambulatorio-levante`)
  await expect(page).toHaveURL(`${site.url}/admin/accounts`)
})

test('says what is wrong, and what helps', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  await openPage(page)
  const context = page.context()
  await context.setOffline(true)
  await page.keyboard.press('Control+k')
  await expect(page.getByText('Search did not load.')).toBeVisible()
  await context.setOffline(false)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ponte')
  await expect(active(page)).toHaveText(/^Studio Ponte/)
  await field(page).fill('nobody has this name')
  await expect(page.getByText('Nothing found. Try a shorter piece')).toBeVisible()

  await context.setOffline(true)
  await field(page).fill('levante')
  await expect(page.getByText('No connection.')).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Search again' }).click()
  await expect(active(page)).toHaveText(/^Poliambulatorio Levante/)

  site.change('update sessions set ended_at = 1')
  await field(page).fill('ponte')
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in\?done=ended&next=%2Fadmin%2Faccounts/)
})

test('loads the search only when somebody calls for it', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  const scripts: Promise<string>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.text())
  })
  const having = async () =>
    (await Promise.all(scripts)).filter((script) => script.includes('/results?')).length
  await page.goto('/admin/accounts', { waitUntil: 'networkidle' })
  await waitForHydration(page)
  expect([scripts.length > 0, await having()]).toEqual([true, 0])
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  expect(await having()).toBe(1)
})

eachWay(withoutScripts, () => {
  test('the search is a page, and so is the list of shortcuts', async ({ page, site }) => {
    await site.visit(page, support, '/admin/accounts', 'en')
    await page.getByRole('link', { name: 'Search…' }).click()
    await expect(page).toHaveURL(`${site.url}/admin/search`)
    await page.locator('input[name=q]').fill('ponte')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${site.url}/admin/search?q=ponte`)
    await expect(page.getByRole('link', { name: 'Studio Ponte', exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'Send reminder to Studio Ponte' }).click()
    await expect(page.getByRole('button', { name: 'Send reminder' })).toBeFocused()
    await page.goto('/admin/search')
    await page.getByRole('link', { name: 'Keyboard shortcuts' }).first().click()
    await expect(page.getByRole('row', { name: /Ctrl K/ })).toContainText('Search')
    expect(await page.locator('main noscript').textContent()).toContain('Shortcuts need JavaScript')
  })
})

const lists = [
  '/admin/accounts',
  '/admin/notices?kind=all',
  '/admin/cases',
  '/admin/audit',
  '/admin/unreachable',
]

test('j, k and Enter move through the rows of each list', async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  site.change(
    `insert into audit_entries (id, at, actor_id, account_id, action)
      select accounts.id, accounts.created_at, users.id, accounts.id, 'account.edited'
      from accounts, users where users.email_key = ?`,
    admin,
  )
  for (const path of lists) {
    await openPage(page, path)
    const rows = page.locator('main tbody tr:has(a[href])')
    const inRow = (place: number) => rows.nth(place).locator('a:focus')
    const last = Math.min(await rows.count(), 3) - 1
    expect(last, `rows of ${path}`).toBeGreaterThanOrEqual(0)
    for (let place = 0; place <= last; place++) {
      await page.keyboard.press('j')
      await expect(inRow(place)).toHaveCount(1)
    }
    // One press more than there are rows: the first keeps the focus.
    for (let place = last - 1; place >= -1; place--) {
      await page.keyboard.press('k')
      await expect(inRow(Math.max(place, 0))).toHaveCount(1)
    }
    const href = await focused(page).getAttribute('href')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${site.url}${href}`)
  }
})

test(
  'single keys do nothing while somebody types, or once they are switched off',
  inAll,
  async ({ page, site }) => {
    await injectAxe(page)
    await site.enter(page.context(), support, 'en')
    await openPage(page)
    const typing = page.getByRole('searchbox').first()
    await typing.focus()
    await page.keyboard.type('jk?')
    await expect(typing).toHaveValue('jk?')
    await expect(page.getByRole('dialog')).toBeHidden()

    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Next row of a list')
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('checkbox', { name: /single-key/ }).uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.locator('tbody a:focus')).toHaveCount(0)

    await openPage(page, '/admin/search/keys')
    await page.getByRole('checkbox', { name: /single-key/ }).check()
    await openPage(page)
    await page.keyboard.press('j')
    await expect(page.locator('tbody a:focus')).toHaveCount(1)
  },
)
