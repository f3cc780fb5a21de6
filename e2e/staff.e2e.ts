import { admin, anna, elena, levante, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { confirmSending } from './questions.ts'

const inAll = onlyInAll('lib/changes/gate holds the deadline, and the gate’s own test passes one')

test('an admin creates an account, and its first owner gets an invitation', async ({ page, site }) => {
  await site.enter(page.context(), admin)
  site.change("update users set locale = 'en'")
  await page.goto('/admin/accounts')
  await page.getByRole('link', { name: 'New account' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Città Sana & Figli')
  await expect(page.getByLabel('Short name')).toHaveAttribute('placeholder', 'citta-sana-figli')
  await page.getByLabel('Short name').fill('clinica-aurora')
  await page.getByLabel('Integration type').selectOption('things-to-do')
  await page.getByLabel('Their email address').fill('sole@citta.example')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  await expect(page.getByRole('link', { name: 'This short name is taken' })).toBeVisible()
  await expect(page.getByLabel('Integration type')).toHaveValue('things-to-do')
  await page.getByLabel('Short name').fill('')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  await expect(page.getByText('Account created. Its first owner gets an invitation.')).toBeVisible()
  await expect(page).toHaveURL(`${site.url}/admin/accounts/citta-sana-figli?done=created`)
  await expect(page.getByRole('link', { name: 'sole@citta.example' })).toBeVisible()
  const invited = await site.mailTo('sole@citta.example')
  expect(invited.subject).toContain('Città Sana & Figli')
  await page.getByRole('button', { name: 'Send the invitation again' }).click()
  await confirmSending(page)
  await expect(page.getByText('Invitation sent again.')).toBeVisible()
  const again = await site.mailTo('sole@citta.example')
  expect(again.subject).toBe(invited.subject)
  expect(again.text).not.toBe(invited.text)
  await expect(page.getByText('You can send another from')).toBeVisible()
})

test('an integration is reviewed, sent back, and approved', async ({ browser, page, site }) => {
  site.change("update users set locale = 'en'")
  site.change("update accounts set state = 'onboarding' where slug = 'poliambulatorio-levante'")
  const partner = await site.open(browser, elena)
  await site.enter(page.context(), support)
  const account = '/admin/accounts/poliambulatorio-levante'
  const askForReview = async () => {
    await partner.goto(levante)
    await partner.getByRole('button', { name: 'Request review' }).click()
    await expect(partner.getByText('Review requested').first()).toBeVisible()
  }

  await askForReview()
  expect((await site.mailTo(support)).text).toContain(`${site.url}${account}`)
  await page.goto('/admin/accounts')
  await page.getByRole('navigation').getByRole('link', { name: 'Reviews 1 waiting' }).click()
  await expect(page.getByRole('row', { name: /Poliambulatorio Levante/ })).toContainText('By Elena Marchetti')
  await page.getByRole('link', { name: 'Poliambulatorio Levante' }).click()
  await page.getByRole('button', { name: 'Send back' }).click()
  await expect(
    page.getByText('Write the reason, so that the partner knows what to do.').first(),
  ).toBeVisible()
  await page.getByLabel('What to change').fill('Add a second on-call address.')
  await page.getByRole('button', { name: 'Send back' }).click()
  await expect(page.getByText('Account sent back')).toBeVisible()
  await page.getByRole('link', { name: 'No other review is waiting' }).click()
  await expect(page.getByText('No reviews are waiting')).toBeVisible()
  await partner.goto(levante)
  await expect(partner.getByText('Add a second on-call address.')).toBeVisible()

  await askForReview()
  await page.goto(account)
  await page.getByRole('button', { name: 'Approve and go live' }).click()
  await expect(page.getByText('The integration is live. Owners and editors get an email.')).toBeVisible()

  await partner.reload()
  await expect(partner.getByText('The integration is live', { exact: true })).toBeVisible()
})

test('postponing a passed deadline opens the account', inAll, async ({ page, site }) => {
  site.change("update accounts set due_at = ? where slug = 'studio-ponte'", Date.now() - 1000)
  await site.visit(page, support, '/admin/accounts/studio-ponte', 'en')
  await page.getByRole('radio', { name: /^14 days/ }).check()
  await page.getByRole('button', { name: 'Move the deadline' }).click()
  await expect(page.getByText('Deadline moved.')).toBeVisible()
  await site.visit(page, anna, '/accounts/studio-ponte')
  await expect(page).toHaveURL(`${site.url}/accounts/studio-ponte`)
})
