import type { Page } from '@playwright/test'
import { elena, levante, support } from './demo.ts'
import { eachWay, expect, plainForms, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'

test.beforeEach(({ site }) => {
  site.change("update users set locale = 'en'")
})

const region = (page: Page) => page.getByRole('region', { name: 'Accounts' })

test('an overdue account is the first of a hundred, and what waits is seen at 1024 and 1280 pixels', async ({
  page,
  site,
}) => {
  site.addAccounts(100, 'A Clinica N')
  await site.enter(page.context(), support)
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/admin/accounts')
    const first = page.getByRole('row').nth(1)
    await expect(first).toContainText('Poliambulatorio Levante')
    await expect(first.getByText(/overdue|emergenc/).first()).toBeInViewport({ ratio: 1 })
    for (const name of ['Notices', 'Addresses'])
      await expect(page.getByRole('columnheader', { name }), `${name} at ${width}`).toBeInViewport({
        ratio: 1,
      })
    await page.goto('/admin/accounts?complete=no')
    for (const name of ['Notices', 'Addresses'])
      await expect(page.getByRole('columnheader', { name }), `${name} at ${width}`).toBeInViewport({
        ratio: 1,
      })
  }
})

test('staff see emergencies everywhere, and what is overdue beside them', async ({ page, site }) => {
  const waiting = "kind = 'event' and state = 'open' and due_at > ?"
  site.change(`update notices set category = 'emergency' where ${waiting}`, Date.now())
  const count = site.rows(
    'select id from notices where category = ? and state = ?',
    'emergency',
    'open',
  ).length
  const said = `${count} ${count === 1 ? 'emergency' : 'emergencies'}`
  await page.setViewportSize({ width: 1280, height: 800 })
  await site.visit(page, support, '/admin/accounts?overdue=yes')
  await expect(page).toHaveTitle(new RegExp(`^\\(${count + 2}\\) `))
  await expect(page.getByRole('navigation').getByRole('link', { name: /Notices/ })).toContainText(said)
  const row = page.getByRole('row', { name: /Poliambulatorio Levante/ })
  for (const badge of [row.getByText(/emergenc/), row.getByText('1 overdue')]) {
    await expect(badge).toBeInViewport({ ratio: 1 })
    expect((await badge.boundingBox())?.width).toBeGreaterThan(20)
  }
  await page.goto('/admin/accounts/poliambulatorio-levante')
  await expect(page.getByRole('listitem').getByText('Emergency', { exact: true }).first()).toBeVisible()
})

test('a wide window shows all columns and all that a row says', async ({ page, site }) => {
  await page.setViewportSize({ width: 1920, height: 900 })
  await site.visit(page, support, '/admin/accounts')
  const { width = 0 } = (await region(page).boundingBox()) ?? {}
  expect(width).toBeGreaterThan(1500)
  expect(await region(page).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  const badges = page.getByRole('row', { name: /Poliambulatorio Levante/ }).getByText(/\d (overdue|open)$/)
  await expect(badges).toHaveCount(2)
  for (const badge of await badges.all())
    expect(
      (await badge.boundingBox())?.width,
      'a badge that only screen readers have is a pixel wide',
    ).toBeGreaterThan(20)
})

test('a table that is wider than its room scrolls by keyboard, and shows that it does', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1024, height: 800 })
  await site.visit(page, support, '/admin/accounts?columns=notices,contacts,reach,state,type,owners,created')
  const box = region(page)
  const end = await box.evaluate((one) => one.scrollWidth - one.clientWidth)
  expect(end).toBeGreaterThan(0)
  expect(await box.evaluate((one) => getComputedStyle(one).backgroundAttachment)).toMatch(
    /^local, local, scroll, scroll/,
  )
  await box.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0)
})

test('filters apply as they change, and their controls keep the focus', async ({ page, site }) => {
  await site.enter(page.context(), support)
  await openHydrated(page, '/admin/accounts')
  const rows = page.getByRole('rowheader')
  const state = page.getByRole('combobox', { name: 'State' })
  await state.focus()
  await state.selectOption('Live')
  await expect(page).toHaveURL(`${site.url}/admin/accounts?state=live`)
  await expect(state).toBeFocused()

  const search = page.getByRole('searchbox', { name: 'Name or address' })
  await search.pressSequentially('levante')
  await expect(page).toHaveURL(`${site.url}/admin/accounts?q=levante&state=live`)
  await expect(rows).toHaveText([/Poliambulatorio Levante/])
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('levante')

  await page.getByText('More filters').click()
  const overdue = page.getByRole('checkbox', { name: 'Overdue notice' })
  await overdue.check()
  await expect(page).toHaveURL(/overdue=yes/)
  await expect(overdue).toBeFocused()
  await overdue.uncheck()
  await expect(page).toHaveURL(`${site.url}/admin/accounts?q=levante&state=live`)
  await expect(overdue).toBeVisible()

  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(page).toHaveURL(`${site.url}/admin/accounts`)
  await expect(search).toHaveValue('')
  await expect(state).toHaveValue('')
  await page.goBack()
  await expect(rows).toHaveText([/Poliambulatorio Levante/])
  await expect(search).toHaveValue('levante')
  await expect(state).toHaveValue('live')
})

eachWay(plainForms, () => {
  test('staff sort and search notices', async ({ page, site }) => {
    await site.visit(page, support, '/admin/notices')
    const header = (name: string) => page.getByRole('columnheader', { name })
    for (const [name, by] of [
      ['Account', 'account'],
      ['Answer due', 'due'],
      ['Since', 'since'],
      ['Category', 'category'],
    ] as const) {
      await header(name).getByRole('link').click()
      await expect(page).toHaveURL(`${site.url}/admin/notices?sort=${by}`)
      await expect(header(name)).toHaveAttribute('aria-sort', 'ascending')
      await header(name).getByRole('link').click()
      await expect(page).toHaveURL(`${site.url}/admin/notices?sort=-${by}`)
      await expect(header(name)).toHaveAttribute('aria-sort', 'descending')
      await header(name).getByRole('link').click()
      await expect(page).toHaveURL(`${site.url}/admin/notices`)
    }
    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('availability api')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('rowheader')).toHaveText([/The old availability API/])
    await expect(page).toHaveURL(/[?&]q=availability\+api/)
  })

  test('staff sort and search cases', async ({ page, site }) => {
    await site.visit(page, support, '/admin/cases')
    const subject = page.getByRole('columnheader', { name: 'Subject' })
    await subject.getByRole('link').click()
    await expect(subject).toHaveAttribute('aria-sort', 'ascending')
    await expect(page).toHaveURL(`${site.url}/admin/cases?sort=subject`)
    await page.getByRole('searchbox', { name: 'Search by text or number' }).fill('orari diversi')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('rowheader')).toHaveText([/Orari diversi/])
  })

  test('a partner sorts and searches notices and cases of their account alone', async ({ page, site }) => {
    await site.visit(page, elena, `${levante}/notices`)
    const history = page.getByRole('table', { name: 'History' })
    await history.getByRole('columnheader', { name: 'Category' }).getByRole('link').click()
    await expect(page).toHaveURL(`${site.url}${levante}/notices?state=closed&sort=category`)
    await expect(page.getByRole('columnheader', { name: 'Category' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    await page.goto(`${levante}/notices`)
    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('feed error')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/[?&]q=feed\+error/)
    await expect(page.getByRole('rowheader').first()).toContainText('Feed error rate')
    await page.goto(`${levante}/support`)
    const [own] = site.rows<{ number: number; subject: string }>(
      "select number, subject from cases join accounts a on a.id = account_id where a.slug = 'poliambulatorio-levante'",
    )
    await page.getByRole('searchbox', { name: 'Search by text or number' }).fill(`#${own?.number}`)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('rowheader')).toHaveText([own?.subject ?? ''])
    await page.getByRole('searchbox', { name: 'Search by text or number' }).fill('nobody wrote this')
    await page.keyboard.press('Enter')
    await expect(page.getByText('No matching cases')).toBeVisible()
  })
})
