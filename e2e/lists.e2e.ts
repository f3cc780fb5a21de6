import type { Page } from '@playwright/test'
import { elena, levante, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainForms, test, withoutScripts } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'the walk finds columns out of sight; journeys filter, sort and search with and without scripts',
)

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

const region = (page: Page) => page.getByRole('region', { name: 'Accounts' })

test('what waits is first of 100, and shows at 1024 and 1280 px', async ({ page, site }) => {
  site.addAccounts(100, 'A Clinica N')
  await site.enter(page.context(), support)
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/admin/accounts')
    const [unreached, overdue] = [page.getByRole('row').nth(1), page.getByRole('row').nth(2)]
    await expect(unreached).toContainText('Ottica Brera')
    await expect(unreached.getByText('Nobody gets messages')).toBeInViewport({ ratio: 1 })
    await expect(overdue).toContainText('Poliambulatorio Levante')
    await expect(overdue.getByText('1 overdue')).toBeInViewport({ ratio: 1 })
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

test('a wide window shows all columns and all that a row says', inAll, async ({ page, site }) => {
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

test(
  'a table wider than its room scrolls by keyboard and shows that it does',
  inAll,
  async ({ page, site }) => {
    await page.setViewportSize({ width: 1024, height: 800 })
    await site.visit(
      page,
      support,
      '/admin/accounts?columns=notices,contacts,reach,state,type,owners,created',
    )
    const box = region(page)
    const end = await box.evaluate((one) => one.scrollWidth - one.clientWidth)
    expect(end).toBeGreaterThan(0)
    expect(await box.evaluate((one) => getComputedStyle(one).backgroundAttachment)).toMatch(
      /^local, local, scroll, scroll/,
    )
    await box.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0)
  },
)

/** A row of the width that its columns need: every badge, a long name, and much that is missing. */
function makeWideRow(site: Site): void {
  const name = 'Centro Polispecialistico di Riabilitazione e Medicina dello Sport San Giovanni Battista'
  site.change("update accounts set name = ? where slug = 'poliambulatorio-levante'", name)
  site.change(
    `update notices set category = 'emergency', acknowledged_at = null where account_id in
      (select id from accounts where slug = 'poliambulatorio-levante') and kind = 'event' and state = 'open'`,
  )
}

/** Layouts, whose words are longer in Italian. */
const locales = [
  ['it', {}],
  ['en', onlyInAll('Italian has the longer words')],
] as const

for (const [locale, mark] of locales)
  test(
    `1920 pixels hold the accounts table, also with a long name, in ${locale}`,
    mark,
    async ({ page, site }) => {
      makeWideRow(site)
      await page.setViewportSize({ width: 1920, height: 900 })
      for (const density of ['compact', 'comfortable']) {
        site.change('update users set locale = ?, density = ?', locale, density)
        await site.visit(page, support, '/admin/accounts')
        for (const path of [
          '/admin/accounts',
          '/admin/accounts?complete=no',
          '/admin/accounts?overdue=yes',
        ]) {
          await page.goto(path)
          const box = page.locator('section').filter({ has: page.getByRole('table') })
          expect(await box.evaluate((one) => one.scrollWidth - one.clientWidth), `${path}, ${density}`).toBe(
            0,
          )
          await expect(box, 'a tab stop that scrolls nothing').not.toHaveAttribute('tabindex', '0')
        }
      }
    },
  )

const lists = [
  [elena, `${levante}/notices`],
  [support, '/admin/notices'],
  [support, '/admin/accounts'],
  [support, '/admin/cases'],
] as const

for (const locale of ['it', 'en'])
  test(
    `a phone shows each list’s first row below folded filters, in ${locale}`,
    inAll,
    async ({ page, site }) => {
      site.change('update users set locale = ?', locale)
      const fold = page.locator('search summary').first()
      for (const [reader, path] of lists) {
        await site.visit(page, reader, path)
        for (const [width, height] of [
          [320, 640],
          [390, 844],
        ] as const) {
          await page.setViewportSize({ width, height })
          await page.goto(path)
          await expect(fold).toHaveText(/^(Search and filter|Cerca e filtra)$/)
          await expect(page.getByRole('searchbox').first()).toBeHidden()
          const first = page.getByRole('rowheader').getByRole('link').first()
          await expect(first, `${path} at ${width}`).toBeInViewport({ ratio: 1 })
        }
        await page.setViewportSize({ width: 1280, height: 800 })
        await expect(fold).toBeHidden()
        await expect(page.getByRole('searchbox').first()).toBeVisible()
      }
      await page.goto('/admin/notices')
      const tops = await page
        .locator('search :is(input:not([type=hidden]), select)')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
      expect(new Set(tops).size, 'lines of filters at 1280').toBe(1)
    },
  )

test('on a phone a filter that is set stays unfolded', inAll, async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await site.enter(page.context(), elena)
  await openHydrated(page, `${levante}/notices`)
  const category = page.getByLabel('Category')
  await page.getByText('Search and filter').click()
  await category.focus()
  await category.selectOption('Technical notice')
  await expect(page).toHaveURL(/category=technical/)
  await expect(category).toBeFocused()
  await category.selectOption('')
  await expect(page).toHaveURL(`${site.url}${levante}/notices`)
  await expect(category).toBeFocused()
  await page.goto(`${levante}/notices?category=technical`)
  await expect(category).toBeVisible()
  await page.getByRole('link', { name: 'Clear filter' }).click()
  await expect(category).toBeHidden()
})

const filtered = [
  [elena, `${levante}/notices`, 'Filter'],
  [elena, `${levante}/notices/reach`, 'Show'],
  [elena, `${levante}/support`, 'Find'],
  [support, '/admin/notices', 'Find'],
  [support, '/admin/accounts', 'Find'],
  [support, '/admin/cases', 'Find'],
] as const

test('filters that apply by themselves have no button', inAll, async ({ page, site }) => {
  for (const [reader, path, name] of filtered) {
    await site.visit(page, reader, path)
    await expect(
      page.getByRole('search').getByRole('combobox').or(page.getByRole('searchbox')).first(),
    ).toBeVisible()
    await expect(page.getByRole('button', { name, exact: true }), path).toHaveCount(0)
  }
})

eachWay(withoutScripts, () => {
  test('a button applies the filters, on a phone too', async ({ page, site }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const [reader, path, name] of filtered) {
      await site.visit(page, reader, path)
      const fold = page.locator('search summary').first()
      if (await fold.isVisible()) await fold.click()
      const search = page.getByRole('search')
      const control = search.getByRole('combobox').last()
      if (await control.isVisible()) await control.selectOption({ index: 1 })
      else await search.getByRole('searchbox').fill('orari')
      await search.getByRole('button', { name, exact: true }).click()
      await expect(page).toHaveURL(/\?/)
      await expect(search.getByRole('button', { name, exact: true }), path).toBeVisible()
    }
  })
})

test(
  'an account’s notice tables share columns, and none is a needless tab stop',
  inAll,
  async ({ page, site }) => {
    await site.enter(page.context(), elena)
    for (const [locale, width] of [
      ['en', 1280],
      ['it', 1280],
      ['it', 1024],
    ] as const) {
      site.change('update users set locale = ?', locale)
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`${levante}/notices`)
      const lefts = await page
        .getByRole('row')
        .filter({ has: page.getByRole('columnheader') })
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)).join(),
          ),
        )
      expect(lefts.length).toBeGreaterThan(2)
      expect(new Set(lefts).size, lefts.join(' | ')).toBe(1)
      await expect(page.locator('section[tabindex="0"]')).toHaveCount(0)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    const cell = page.getByRole('row').filter({ hasText: 'Feed error rate 41%' }).getByRole('cell').last()
    const [name, value] = await cell
      .locator(':scope > *')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().top))
    expect(value, 'a time beside its name').toBe(name)
  },
)

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

  test('staff sort and search cases', inAll, async ({ page, site }) => {
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
    const sections = page.getByRole('heading', { level: 2 })
    const titles = await sections.allTextContents()
    expect(titles.length).toBeGreaterThan(2)
    const since = page.getByRole('table', { name: 'Open' }).getByRole('columnheader', { name: 'Since' })
    for (const [address, order] of [
      ['?sort=since', 'ascending'],
      ['?sort=-since', 'descending'],
      ['', null],
    ] as const) {
      await since.getByRole('link').click()
      await expect(page).toHaveURL(`${site.url}${levante}/notices${address}`)
      if (order) await expect(since).toHaveAttribute('aria-sort', order)
      else await expect(since).not.toHaveAttribute('aria-sort')
      await expect(sections).toHaveText(titles)
    }
    await page.goto(`${levante}/notices?state=open`)
    await expect(page.getByRole('rowheader').first()).toContainText('Feed error rate 41%')
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
