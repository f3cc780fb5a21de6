import type { Page } from '@playwright/test'
import { findFaults, injectAxe, ofColours } from './axe.ts'
import { elena, giulia, levante, luca } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'

const inAll = onlyInAll(
  'lib/admin/palette finds; the journey searches by keyboard, and the walk has the page',
)

const field = (page: Page) => page.getByRole('dialog').getByRole('combobox')
const active = (page: Page) => page.locator('[role=option][aria-selected=true]')
const group = (page: Page, name: string) => page.getByRole('group', { name }).getByRole('option')

test('a partner finds pages, notices and cases of the account by Ctrl K', async ({ page, site }) => {
  await injectAxe(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await site.enter(page.context(), elena, 'en')
  await openHydrated(page, levante)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('users')
  await expect(active(page)).toHaveText('Users')
  expect(await findFaults(page)).toEqual([])
  expect(await findFaults(page, ofColours)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${site.url}${levante}/configuration/users`)

  await page.keyboard.press('Control+k')
  await field(page).fill('feed error')
  await expect(group(page, 'Notices').first()).toContainText('Feed error rate')
  const [own] = site.rows<{ number: number; subject: string }>(
    "select number, subject from cases join accounts a on a.id = account_id where a.slug = 'poliambulatorio-levante'",
  )
  await field(page).fill(`#${own?.number}`)
  await expect(active(page)).toContainText(own?.subject ?? '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${site.url}${levante}/support/${own?.number}`)
  // The single keys belong to staff.
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a partner switches accounts by name and finds nothing of others', inAll, async ({ page, site }) => {
  site.change(
    "update cases set account_id = (select id from accounts where slug = 'studio-ponte') where number = 1",
  )
  const others = site.rows<{ subject: string }>('select subject from cases where number = 1')
  await site.enter(page.context(), luca, 'it')
  await openHydrated(page, levante)
  await page.keyboard.press('Control+k')
  for (const { subject } of others) {
    await field(page).fill(subject)
    await expect(page.getByText('Nessun risultato.')).toBeVisible()
  }
  await field(page).fill('studio ponte')
  await expect(page.getByText('Nessun risultato.')).toBeVisible()
  await field(page).fill('aurora')
  await expect(active(page)).toHaveText(/^Clinica Aurora/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/accounts\/clinica-aurora/)
})

test('a locked account has no search', inAll, async ({ page, site }) => {
  await site.enter(page.context(), giulia, 'en')
  await openHydrated(page, '/accounts/clinica-aurora/search?q=a')
  await expect(page).toHaveURL(/\/accounts\/clinica-aurora\/onboarding/)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^Search/ })).toHaveCount(0)
  const answer = await page.request.get('/accounts/clinica-aurora/search/results?q=a', { maxRedirects: 0 })
  expect([answer.status(), answer.headers().location]).toEqual([307, '/accounts/clinica-aurora/onboarding'])
})

eachWay(withoutScripts, () => {
  test('a partner’s search is a page', inAll, async ({ page, site }) => {
    await site.visit(page, elena, levante, 'en')
    await page.getByRole('link', { name: 'Search…' }).click()
    await expect(page).toHaveURL(`${site.url}${levante}/search`)
    await page.locator('input[name=q]').fill('feed error')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${site.url}${levante}/search?q=feed+error`)
    await page
      .getByRole('link', { name: /Feed error rate/ })
      .first()
      .click()
    await expect(page).toHaveURL(/\/notices\//)
  })
})

test(
  'what waits stands in the title, in the switcher and in “Your accounts”',
  inAll,
  async ({ page, site }) => {
    const waiting = site.rows<{ id: string; due_at: number | null }>(
      `select n.id, n.due_at from notices n join accounts a on a.id = n.account_id where a.slug = 'poliambulatorio-levante'
      and n.kind = 'event' and n.environment = 'production' and n.state = 'open' and n.asks_answer = 1 and n.closed_at is null`,
    )
    const count = waiting.length
    expect(count).toBeGreaterThan(1)
    await site.enter(page.context(), luca, 'en')

    await test.step('“Your accounts”: the account with overdue notices first', async () => {
      await page.goto('/accounts')
      await expect(page).toHaveTitle(new RegExp(`^\\(${count}\\) Your accounts · `))
      const first = page
        .getByRole('listitem')
        .filter({ has: page.getByRole('link') })
        .first()
      await expect(first).toContainText('Poliambulatorio Levante')
      await expect(first).toContainText('1 overdue notice')
      await expect(first).toContainText(`${count} open notices`)
    })

    await test.step('the title of each page of the account, and the switcher', async () => {
      await page.goto(`${levante}/support`)
      await expect(page).toHaveTitle(new RegExp(`^\\(${count}\\) Support · `))
      await page.locator('header summary', { hasText: 'Poliambulatorio Levante' }).click()
      await expect(page.locator('header li', { hasText: 'Poliambulatorio Levante' })).toContainText(
        `${count} open, 1 overdue`,
      )
      await expect(page.locator('header li', { hasText: 'Clinica Aurora' })).not.toContainText('open')
    })

    await test.step('nothing where nothing waits', async () => {
      site.change("update notices set state = 'acknowledged', due_at = null")
      await page.goto(`${levante}/support`)
      await expect(page).toHaveTitle(/^Support · /)
    })
  },
)
