import { admin, elena, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const inAll = onlyInAll('the rights matrix holds who may close, and the journey shows what staff see')

const levante = '/admin/accounts/poliambulatorio-levante'

test('a closed account tells its members so, and reopens unchanged', async ({ browser, request, site }) => {
  site.change("update users set locale = 'en'")
  const brand = '/brands/poliambulatorio-levante'
  expect((await request.get(brand)).status()).toBe(200)
  const page = await site.open(browser, admin, { javaScriptEnabled: false })
  const partner = await site.open(browser, elena, { javaScriptEnabled: false })
  await partner.goto('/accounts/poliambulatorio-levante/notices')
  await page.goto(levante)
  await page.getByRole('link', { name: 'Close the account' }).click()
  await expect(page.getByText(/Its owner gets an email now, and again 7 days before/)).toBeVisible()
  await page.getByLabel('Reason').fill('The clinic has ended its contract.')
  await page.getByLabel('Short name').fill('levante')
  await page.getByRole('button', { name: 'Close the account' }).click()
  await expect(page.getByRole('link', { name: /Type the short name of the account/ })).toBeVisible()
  // The form keeps the typed text.
  await page.getByLabel('Short name').fill('poliambulatorio-levante')
  await page.getByRole('button', { name: 'Close the account' }).click()
  await expect(page.getByRole('status')).toContainText('The account is closed.')
  await expect(page.getByText('The reason: The clinic has ended its contract.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeHidden()

  const mail = await site.mailTo(elena)
  expect(mail.subject).toContain('This account is closed')
  expect(mail.text).toContain('The clinic has ended its contract.')
  for (const path of ['', '/notices', '/configuration/users', '/onboarding', '/anything']) {
    await partner.goto(`/accounts/poliambulatorio-levante${path}`)
    await expect(partner).toHaveURL(/\/accounts\/poliambulatorio-levante\/closed$/)
  }
  await expect(partner.getByRole('heading', { name: 'This account is closed' })).toBeVisible()
  await expect(partner.getByText('The clinic has ended its contract.')).toBeVisible()
  await partner.getByRole('main').getByRole('link', { name: 'Your accounts' }).click()
  await expect(partner.getByRole('listitem').filter({ hasText: 'Poliambulatorio Levante' })).toContainText(
    'Closed',
  )
  expect((await request.get(brand)).status()).toBe(404)

  await page.goto('/admin/accounts')
  await expect(page.getByRole('link', { name: 'Poliambulatorio Levante' })).toBeHidden()
  await page.goto('/admin/accounts?closed=yes')
  await expect(page.getByRole('row', { name: /Poliambulatorio Levante.*Closed/ })).toBeVisible()
  await page.getByRole('link', { name: 'Poliambulatorio Levante' }).click()
  await page.getByRole('link', { name: 'Reopen the account' }).click()
  await page.getByRole('button', { name: 'Reopen the account' }).click()
  await expect(page.getByRole('status')).toContainText('The account is open again.')
  expect((await site.mailTo(elena)).subject).toContain('This account is open again')
  await partner.goto('/accounts/poliambulatorio-levante/closed')
  await expect(partner.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await partner.goto('/accounts/poliambulatorio-levante/notices')
  await expect(partner.getByRole('heading', { name: 'Notices', level: 1 })).toBeVisible()
  expect((await request.get(brand)).status()).toBe(200)
})

test('support sees that an account is closed, and is offered neither way', inAll, async ({ page, site }) => {
  await site.visit(page, support, '/admin/accounts/studio-sasso', 'en')
  await expect(page.getByText(/^Closed on .* by Lorenzo Vitali\./)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Reopen the account' })).toBeHidden()
  await page.goto(levante)
  await expect(page.getByRole('link', { name: 'Send a notice' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Close the account' })).toBeHidden()
})
