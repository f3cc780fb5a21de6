import { DescribedApi } from './described-api.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const inAll = onlyInAll(
  'lib/api/openapi describes the operations, and the walks read the page in both languages',
)

test.use({ locale: 'en-GB' })

test('a reader finds every operation and copies its call', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/help')
  await page.getByRole('link', { name: 'API reference' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible()

  const api = await DescribedApi.read(site.url)
  for (const { path, method, operation } of api.operations) {
    const part = page.getByRole('region', { name: operation.summary, exact: true })
    await expect(part.getByText(`${method.toUpperCase()} ${path}`, { exact: true })).toBeVisible()
    for (const status of Object.keys(operation.responses))
      await expect(part.getByText(status, { exact: true }).first()).toBeVisible()
  }

  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Check' }).click()
  await expect(page).toHaveURL(/#findRecipients$/)
  const reach = page.getByRole('region', { name: 'Check who would get a notice', exact: true }).first()
  const copy = reach.getByRole('button', { name: 'Copy' }).first()
  await copy.focus()
  await page.keyboard.press('Enter')
  await expect(reach.getByRole('status').first()).toHaveText('Copied')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  const [, url] = /^curl '([^']+)'/.exec(copied) ?? []
  expect(copied).toContain('Authorization: Bearer $RECAPITO_KEY')
  const key = site.makeKey('accounts:read')
  const answer = await fetch(url ?? '', { headers: { authorization: `Bearer ${key}` } })
  expect(await answer.json()).toMatchObject({ category: 'emergency', step: 1 })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, locale: 'it-IT' })

  test('the page reads the same, in the frame of either language', inAll, async ({ page }) => {
    await page.goto('/docs/api')
    await expect(page.locator('html')).toHaveAttribute('lang', 'it')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Documentazione dell’API')
    const operation = page.getByRole('heading', { name: 'Create an account and invite its first owner' })
    await expect(operation).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('button', { name: 'Copia' })).toHaveCount(0)
    await page.getByText('NewAccount', { exact: true }).first().click()
    await expect(page.getByText('owner.email')).toBeVisible()
  })
})
