import type { Locator, Page } from '@playwright/test'
import { sendEvent } from './api.ts'
import { elena, levante, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { waitForHydration } from './hydrated.ts'

const inAll = onlyInAll('the first test refreshes a list; a notice above it comes by the same refresh')

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

/** Lets the page look for changes, as when its tab is shown again. */
async function look(page: Page): Promise<void> {
  await waitForHydration(page)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

function places(page: Page): Promise<string[]> {
  return page.getByRole('rowheader').evaluateAll((headers) =>
    headers.map((header) => {
      const { top, height } = (header.closest('tr') ?? header).getBoundingClientRect()
      return `${header.textContent} ${top} ${height}`
    }),
  )
}

const announced = (page: Page): Locator => page.locator('[aria-live=polite]').filter({ hasText: 'New:' })

test('a list refreshes by itself, and rows stay in place until the reader asks', async ({ page, site }) => {
  site.addAccounts(40, 'A Clinica N')
  await page.setViewportSize({ width: 1024, height: 800 })
  await site.visit(page, support, '/admin/accounts')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  const read = page.getByRole('rowheader', { name: /A Clinica N30/ })
  const link = read.getByRole('link')

  await test.step('new rows wait, and no row, focus or selection moves', async () => {
    await link.scrollIntoViewIfNeeded()
    await link.focus()
    await page.evaluate(() => {
      const headers = [...document.querySelectorAll('tbody th')]
      const first = headers.find(({ textContent }) => textContent?.includes('A Clinica N10'))
      if (first) getSelection()?.selectAllChildren(first)
    })
    const before = await places(page)
    site.addAccounts(3, 'A A')
    await look(page)
    await expect(announced(page)).toHaveText('New: 3')
    expect(await places(page)).toEqual(before)
    await expect(link).toBeFocused()
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('A Clinica N10')
  })

  await test.step('a state changes in its place', async () => {
    const before = await places(page)
    site.change("update accounts set state = 'disabled' where slug = 'a-clinica-n30'")
    await look(page)
    await expect(page.getByRole('row', { name: /A Clinica N30/ })).toContainText('Disabled')
    expect(await places(page)).toEqual(before)
  })

  await test.step('a row that would become higher waits too', async () => {
    await page.getByRole('button', { name: 'Comfortable' }).click()
    await expect(page.getByText('a-clinica-n30', { exact: true })).toBeVisible()
    const before = await places(page)
    site.change("update accounts set name = ? where slug = 'a-clinica-n13'", `A ${'long name '.repeat(12)}`)
    site.addAccounts(1, 'A B')
    await look(page)
    await expect(announced(page)).toHaveText('New: 4')
    expect(await places(page)).toEqual(before)
  })

  await test.step('one press shows all of it', async () => {
    await page.getByRole('button', { name: 'Show changes' }).click()
    await expect(page.getByRole('rowheader', { name: /A A12/ })).toBeAttached()
    await expect(page.getByRole('rowheader', { name: /long name/ })).toHaveCount(1)
    await expect(announced(page)).toHaveCount(0)
  })
})

test('a notice that comes in while a partner reads waits above the list', inAll, async ({ page, site }) => {
  await site.visit(page, elena, `${levante}/notices`)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  const before = await places(page)
  const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'Another one' }
  await sendEvent(site, event, { key: site.makeKey('events:write') })
  await look(page)
  await expect(announced(page)).toHaveText('New: 1')
  expect(await places(page)).toEqual(before)
  await page.getByRole('button', { name: 'Show changes' }).click()
  await expect(page.getByRole('rowheader', { name: 'Another one' })).toBeVisible()
})

test('without JavaScript a link refreshes the list', async ({ browser, site }) => {
  const plain = await site.open(browser, support, { javaScriptEnabled: false })
  await plain.goto('/admin/cases?status=closed')
  await plain.getByRole('link', { name: 'Refresh list' }).click()
  await expect(plain).toHaveURL(`${site.url}/admin/cases?status=closed`)
})
