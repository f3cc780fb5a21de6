import type { Locator, Page } from '@playwright/test'
import { support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'

const inAll = onlyInAll(
  'lib/notices/endpoints holds what an answer does; the demo’s endpoints answer in the other test',
)

// What was caught is in the server's memory.
test.use({ sharesServer: false })
test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

const path = '/dev/endpoints'
const cardOf = (page: Page, name: string) => page.locator('section').filter({ hasText: name })

/** Reads the page again until it shows this; without JavaScript nothing else does. */
async function waitFor(page: Page, found: Locator) {
  await expect(async () => {
    await page.goto(path)
    expect(await found.isVisible()).toBe(true)
  }).toPass()
}

async function sendEmergency(page: Page, summary: string) {
  await page.goto('/admin/notices/new')
  await page.getByLabel('Account').fill('poliambulatorio-levante')
  await page.getByLabel('Category').selectOption({ label: 'Emergency' })
  await page.getByLabel('Summary').fill(summary)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('Notice sent.')).toBeVisible()
}

eachWay(plainFirst('the forms are plain'), () => {
  test('a phone rings until somebody presses its button', inAll, async ({ page, site }) => {
    await site.visit(page, support, path)
    const phone = cardOf(page, 'Telefono di reperibilità')
    await expect(phone.getByText('Silent')).toBeVisible()
    await sendEmergency(page, 'Bookings fail')
    await waitFor(page, phone.getByText('Ringing'))
    await expect(phone.getByText(/Bookings fail/).first()).toBeVisible()
    await expect(phone.getByText('Urgent').first()).toBeVisible()
    await phone.getByRole('button', { name: 'Prendi in carico' }).click()
    await waitFor(page, phone.getByText('Silent'))
    await expect(phone.getByText('notice.acknowledged')).toBeVisible()
    await expect(phone.getByRole('button', { name: 'Prendi in carico' })).toHaveCount(0)
    const answered = 'select 1 from notices where summary = ? and acknowledged_at is not null'
    expect(site.rows(answered, 'Bookings fail')).toHaveLength(1)
  })

  test('an endpoint answers as it is told', async ({ page, site }) => {
    await site.visit(page, support, path)
    const phone = cardOf(page, 'Telefono di reperibilità')
    await phone.getByText('It answers: 200, accepted').click()
    await phone.getByLabel('It answers').selectOption('404')
    await phone.getByRole('button', { name: /^Set/ }).click()
    await expect(phone.getByText('It answers: 404, not found')).toBeVisible()
    await sendEmergency(page, 'Nobody hears it')
    await waitFor(page, phone.locator('li').getByText('404, not found'))
    await expect(phone.getByText('Silent')).toBeVisible()
  })
})
