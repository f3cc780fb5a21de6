import { giulia } from './demo.ts'
import { expect, test } from './fixtures.ts'

test.describe('with an Italian browser', () => {
  test.use({ locale: 'it-IT' })

  test('the setting of a person overrides the cookie, the cookie the browser', async ({ page, site }) => {
    await page.goto('/sign-in')
    await expect(page.locator('html')).toHaveAttribute('lang', 'it')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accedi')

    await page.getByText('Italiano').first().click()
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.goto('/sign-in')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')

    site.change("update users set locale = 'it' where email_key = ?", giulia)
    await site.visit(page, giulia, '/settings')
    await expect(page.locator('html')).toHaveAttribute('lang', 'it')

    site.change('update users set locale = null where email_key = ?', giulia)
    await page.goto('/settings')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
})
