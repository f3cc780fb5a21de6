import type { Page } from '@playwright/test'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { admin, elena, gate, giulia, levante, luca, sara, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainForms, test, withoutScripts } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'

const inAll = onlyInAll(
  'the walks load the frames; what is gone, the clipboard and one list that stays have a test here',
)

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

const ofStaff = 'Page not found · Staff · Actions Desk'
const ofNobody = 'Page not found · Actions Desk'
const member = 'an account you are not a member of'
const forStaff = /only admins can open it\..*Go to the accounts/

eachWay(plainForms, () => {
  for (const [what, who, path, navigation, title, words] of [
    [
      'no page of an account',
      elena,
      `${levante}/nothing/here`,
      'Poliambulatorio Levante',
      /^\(\d+\) Page not found · Poliambulatorio Levante · Actions Desk$/,
      member,
    ],
    [
      'a notice that does not exist',
      elena,
      `${levante}/notices/1`,
      'Poliambulatorio Levante',
      /^\(\d+\) Page not found · Poliambulatorio Levante/,
      member,
    ],
    ['no page of staff’s', support, '/admin/nothing/here', 'Staff', ofStaff, forStaff],
    ['an account that does not exist', support, '/admin/accounts/nowhere', 'Staff', ofStaff, forStaff],
    ['another account', elena, '/accounts/clinica-aurora', null, ofNobody, member],
    ['no page at all', elena, '/nothing-here', null, ofNobody, member],
    ['a page for admins', support, '/admin/accounts/new', 'Staff', ofStaff, forStaff],
  ] as const) {
    test(`${what} answers 404 at its address, in the frame of who is signed in`, async ({ page, site }) => {
      await site.enter(page.context(), who)
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page).toHaveURL(site.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
      await expect(page).toHaveTitle(title)
      await expect(page.getByRole('main')).toContainText(words)
      await expect(page.getByRole('main')).toHaveCount(1)
      await expect(page.getByRole('banner').getByText(/Elena|Grace/)).toBeVisible()
      const menu = page.getByRole('navigation', { name: navigation ?? 'Poliambulatorio Levante' })
      await expect(menu.getByRole('link', { name: 'Notices' })).toHaveCount(navigation ? 1 : 0)
    })
  }

  test('at the gate, a case that does not exist answers 404 inside the dialog', async ({ page, site }) => {
    await site.enter(page.context(), sara)
    const answer = await page.goto(`${gate}/support/999`)
    expect(answer?.status()).toBe(404)
    const dialog = page.getByRole('dialog', { name: 'Contact information' })
    await expect(dialog.getByRole('heading', { level: 2, name: 'Page not found' })).toBeVisible()
    await expect(dialog.getByRole('link', { name: 'Contact support' })).toBeVisible()
  })

  test('to a visitor, an unknown address says so without a frame', async ({ page }) => {
    expect((await page.goto('/nothing-here'))?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
    await expect(page.getByRole('banner')).toHaveCount(0)
  })

  test('the address of Configuration leads to contact information', async ({ page, site }) => {
    await site.visit(page, elena, `${levante}/configuration`)
    await expect(page).toHaveURL(`${site.url}${levante}/configuration/contact-information`)
    await site.visit(page, giulia, '/accounts/clinica-aurora/configuration')
    await expect(page).toHaveURL(site.url + gate)
  })
})

test('a link to what is gone keeps its address', async ({ page, site }) => {
  await site.visit(page, elena, `${levante}/notices`)
  const link = page.getByRole('rowheader').getByRole('link').first()
  const path = await link.getAttribute('href')
  site.change('update notices set account_id = null')
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  await expect(page).toHaveURL(`${site.url}${path}`)
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notices')
})

test('Contact support is at the top right of the gate, also on a phone', inAll, async ({ page, site }) => {
  for (const [locale, name] of [
    ['en', 'Contact support'],
    ['it', 'Contatta l’assistenza'],
  ] as const) {
    await site.visit(page, giulia, gate, locale)
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 640 })
      const [title, link] = await Promise.all(
        [page.getByRole('heading', { level: 1 }), page.getByRole('link', { name })].map((one) =>
          one.boundingBox(),
        ),
      )
      expect(Math.abs((title?.y ?? 0) - (link?.y ?? 99)), `${locale} at ${width}`).toBeLessThan(8)
      expect((link?.x ?? 0) + (link?.width ?? 0), `${locale} at ${width}`).toBeGreaterThan(width - 24)
      const longest = page
        .getByRole('heading', { level: 1 })
        .evaluate((one) => one.scrollWidth - one.clientWidth)
      expect(await longest, 'a title that is wider than its room').toBe(0)
    }
  }
})

test('a link to a slow page shows a bar, which respects reduced motion', inAll, async ({ page, site }) => {
  await site.visit(page, elena, levante)
  const { promise: held, resolve: go } = Promise.withResolvers<void>()
  await page.route(/\/notices\?_rsc=/, async (route) => {
    await held
    await route.continue()
  })
  const bar = page.getByRole('progressbar')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('navigation').getByRole('link', { name: 'Notices' }).click()
  await expect(bar).toBeVisible()
  const running = () =>
    bar.evaluate((one) => getComputedStyle(one).animationName.split(', ').includes('cross'))
  expect(await running()).toBe(false)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await running()).toBe(true)
  go()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notices')
  await expect(bar).toHaveCount(0)
})

test('on paper a page names its account and shows where its links lead', inAll, async ({ page, site }) => {
  await site.visit(page, elena, `${levante}/notices/${demoNoticeIds.overdue}`)
  const head = page.getByText(`Poliambulatorio Levante · Production · Actions Desk · ${site.url}`)
  await expect(head).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(head).toBeVisible()
  const links = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((all) =>
      all
        .filter((link) => link.checkVisibility())
        .map((link) => [link.getAttribute('href'), getComputedStyle(link, '::after').content]),
    )
  const [path, shown] = links.find(([href]) => href?.startsWith('/')) ?? []
  expect(path).toBeDefined()
  expect(shown).toContain('(')
  await expect(page.getByRole('banner')).toBeHidden()

  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${levante}/configuration/contact-information`)
  const zones = page.getByText('Show in another time zone')
  await expect(zones).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(zones).toBeHidden()
  await expect(page.getByRole('img', { name: /support/i }).first()).toBeVisible()

  await page.emulateMedia({ media: 'screen' })
  await site.visit(page, luca, '/accounts')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the closed menu of a phone shows staff what waits', inAll, async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await site.visit(page, support, '/admin/accounts')
  const menu = page.locator('summary').filter({ hasText: 'Menu' })
  await expect(menu).toContainText('(Notices: 1 overdue, 1 unroutable)')
  await expect(menu).toContainText(/\(Cases: \d open\)/)
  site.change("update notices set state = 'closed', closed_at = 1, due_at = null")
  await page.reload()
  await expect(menu).not.toContainText('Notices')
})

test.describe('with the clipboard', () => {
  test('an address is copied by keyboard, and said so', async ({ page, context, site }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await site.visit(page, elena, `${levante}/configuration/contact-information`)
    const copied = page.getByRole('status').filter({ hasText: 'Copied' })
    const button = page.getByRole('button', { name: 'Copy oncall@levante.example' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(copied).toHaveCount(1)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('oncall@levante.example')
    await page.keyboard.press('Tab')
    await expect(button).toBeVisible()

    await site.visit(page, support, '/admin/accounts/poliambulatorio-levante')
    await page.getByRole('button', { name: 'Copy poliambulatorio-levante' }).click()
    await expect(copied).toHaveCount(1)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('poliambulatorio-levante')
  })
})

test('addresses in tables of people, recipients and bounces can be copied', inAll, async ({ page, site }) => {
  const open = async (as: string, path: string, address: string | RegExp) => {
    await site.visit(page, as, path)
    const name = typeof address === 'string' ? `Copy ${address}` : address
    await expect(page.getByRole('button', { name }).first()).toBeVisible()
  }
  await open(elena, `${levante}/configuration/users`, elena)
  await open(elena, `${levante}/notices/${demoNoticeIds.overdue}`, /^Copy .+@/)
  await open(elena, `${levante}/notices/reach`, /^Copy .+@/)
  await open(elena, `${levante}/notices/reach?category=technical`, /^Copy .+@/)
  await open(support, '/admin/unreachable', 'urgenze@ottica-brera.example')
  await open(support, '/admin/settings/staff', support)
})

eachWay(withoutScripts, () => {
  test('nothing offers to copy', inAll, async ({ page, site }) => {
    await site.visit(page, elena, `${levante}/configuration/contact-information`)
    await expect(page.getByText('oncall@levante.example').first()).toBeVisible()
    await expect(page.getByRole('button', { name: /^Copy/ })).toHaveCount(0)
  })
})

const heightsOn = (page: Page) =>
  page
    .locator('tbody tr, main dl > *, main li, main figure')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))

for (const [who, path] of [
  [elena, `${levante}/configuration/users`],
  [elena, `${levante}/notices/reach`],
  [elena, `${levante}/configuration/contact-information`],
  [elena, `${levante}/notices/${demoNoticeIds.overdue}`],
  [admin, '/admin/settings/staff'],
  [support, '/admin/unreachable'],
  [support, '/admin/accounts/poliambulatorio-levante'],
  [support, `/admin/notices/${demoNoticeIds.overdue}`],
] as const) {
  // Members with what is copied, and buttons of actions.
  const mark = /users|unreachable/.test(path) ? {} : onlyInAll('two lists show what scripts add to a row')
  test(`no row of ${path} moves under the pointer when scripts arrive`, mark, async ({ browser, site }) => {
    if (who === elena) site.addMembers('poliambulatorio-levante', 20)
    for (const width of [375, 1280]) {
      const size = { viewport: { width, height: 800 } }
      const plain = await site.open(browser, who, { ...size, javaScriptEnabled: false })
      const page = await site.open(browser, who, size)
      await plain.goto(path)
      await openHydrated(page, path)
      await expect(page.getByRole('main').getByRole('button', { name: /^Cop/ }).first()).toBeVisible()
      expect(await heightsOn(page)).toEqual(await heightsOn(plain))
    }
  })
}
