import { admin, support } from './demo.ts'
import { eachWay, expect, plainFirst, test } from './fixtures.ts'

eachWay(plainFirst('the forms are plain'), (javaScriptEnabled) => {
  test('staff save a view, share, rename and delete it', async ({ browser, page, site }) => {
    site.change("update users set locale = 'en'")
    await site.enter(page.context(), support)
    const colleague = await site.open(browser, admin, { javaScriptEnabled })
    const views = page.getByRole('navigation', { name: 'Saved views' })
    const unfold = (summary: string, on = page) => on.locator('summary', { hasText: summary }).click()
    await page.goto('/admin/accounts')
    await expect(page.locator('summary', { hasText: 'Save this view' })).toHaveCount(0)

    await test.step('for oneself', async () => {
      await page.goto('/admin/accounts?complete=no&sort=due')
      await unfold('Save this view')
      await page.getByLabel('Name', { exact: true }).fill('Late ones')
      await page.getByRole('button', { name: 'Save view' }).click()
      await expect(page.getByText('View saved.')).toBeVisible()
      await page.goto('/admin/accounts')
      await views.getByRole('link', { name: 'Late ones' }).click()
      await expect(page).toHaveURL(`${site.url}/admin/accounts?complete=no&sort=due`)
      await expect(views.getByRole('link', { name: 'Late ones' })).toHaveAttribute('aria-current', 'page')
      await colleague.goto('/admin/accounts?complete=no&sort=due')
      await expect(colleague.getByRole('link', { name: 'Late ones' })).toHaveCount(0)
    })

    await test.step('for all staff, under another name', async () => {
      await unfold('Edit this view')
      await page.getByLabel('Name', { exact: true }).fill('Late accounts')
      await page.getByLabel('All staff').check()
      await page.getByRole('button', { name: 'Save changes' }).click()
      await expect(page.getByText('View changed.')).toBeVisible()
      await colleague.goto('/admin/accounts')
      await colleague.getByRole('link', { name: 'Late accounts (shared with all staff)' }).click()
      await expect(colleague).toHaveURL(`${site.url}/admin/accounts?complete=no&sort=due`)
    })

    await test.step('a name is given once, and what was typed stays', async () => {
      await page.goto('/admin/accounts?state=live')
      await unfold('Save this view')
      await page.getByLabel('Name', { exact: true }).fill('late accounts')
      await page.getByRole('button', { name: 'Save view' }).click()
      await expect(page.getByText('A view of this list has this name already.').first()).toBeVisible()
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('late accounts')
    })

    await test.step('an admin deletes a shared one', async () => {
      await unfold('Edit this view', colleague)
      await colleague.getByRole('button', { name: 'Delete view' }).click()
      await expect(colleague.getByText('View deleted.')).toBeVisible()
      await page.goto('/admin/accounts')
      await expect(views).toHaveCount(0)
    })
  })
})
