import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { Site } from './site.ts'

test.use({ sharesServer: true })

const support = 'support@actions-desk.example'
const screen = { width: 1024, height: 800 }

test.beforeEach(({ site }) => {
  site.change("update users set locale = 'en'")
})

/** Forty more accounts, first in the order of names. */
function addAccounts(site: Site) {
  site.change(
    `insert into accounts (id, slug, name, name_key, integration_type_id, default_locale, state, state_changed_at, created_at)
     with recursive n(i) as (select 10 union all select i + 1 from n where i < 49)
     select 'n' || i, 'n' || i, 'A Clinica N' || i, 'a clinica n' || i, 'things-to-do', 'it', 'onboarding', i, i from n`,
  )
}

/** How many rows of the table are wholly on the screen. */
function countRowsOnScreen(page: Page): Promise<number> {
  return page.getByRole('rowheader').evaluateAll(
    (headers) =>
      headers.filter((header) => {
        const { top, bottom } = (header.closest('tr') ?? header).getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      }).length,
  )
}

test('shows 14 accounts on a small screen, and keeps the density that a person chose', async ({
  browser,
  page,
  site,
}) => {
  addAccounts(site)
  await page.setViewportSize(screen)
  await site.enter(page.context(), support)
  await page.goto('/admin/accounts')
  const compact = page.getByRole('button', { name: 'Compact' })
  await expect(compact).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('columnheader', { name: 'Account' })).toBeVisible()
  expect(await countRowsOnScreen(page)).toBeGreaterThanOrEqual(14)

  const plain = await site.open(browser, support, { javaScriptEnabled: false, viewport: screen })
  await plain.goto('/admin/accounts?state=onboarding')
  await plain.getByRole('button', { name: 'Comfortable' }).click()
  await expect(plain.getByRole('button', { name: 'Comfortable' })).toHaveAttribute('aria-pressed', 'true')
  await expect(plain).toHaveURL(`${site.url}/admin/accounts?state=onboarding`)
  await expect(plain.getByText('n10', { exact: true })).toBeVisible()
  await plain.close()

  await page.reload()
  await expect(compact).toHaveAttribute('aria-pressed', 'false')
  expect(await countRowsOnScreen(page)).toBeLessThan(14)
  await compact.click()
  await expect(compact).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('n10', { exact: true })).toBeHidden()
})
