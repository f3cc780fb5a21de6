import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { expect, test } from './fixtures.ts'

test.use({ sharesServer: true })

const staffPaths = [
  '/admin',
  '/admin/accounts',
  '/admin/accounts/clinica-aurora',
  '/admin/accounts/poliambulatorio-levante/disable',
  '/admin/accounts/new',
  '/admin/cases',
  '/admin/cases/2',
  '/admin/notices',
  `/admin/notices/${demoNoticeIds.unroutable}`,
  '/admin/notices/deliveries',
  '/admin/notices/new',
]

test('partners find no staff pages, and support none of the admins’ own', async ({ page, site }) => {
  await site.enter(page.context(), 'elena@levante.example')
  for (const path of staffPaths) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    expect(await answer?.text(), path).not.toContain('Clinica Aurora')
  }
  await page.context().clearCookies()
  await site.enter(page.context(), 'support@actions-desk.example')
  expect((await page.goto('/admin/accounts/new'))?.status()).toBe(404)
  expect((await page.goto('/admin/accounts/clinica-aurora/edit'))?.status()).toBe(404)
  await page.goto('/admin/accounts/clinica-aurora/members')
  await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Invite an owner' })).toBeHidden()
})

test('an admin creates an account, and its first owner is invited', async ({ page, site }) => {
  await site.enter(page.context(), 'admin@actions-desk.example')
  site.change("update users set locale = 'en'")
  await page.goto('/admin/accounts')
  await page.getByRole('link', { name: 'New account' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Città Sana & Figli')
  await expect(page.getByLabel('Short name')).toHaveAttribute('placeholder', 'citta-sana-figli')
  await page.getByLabel('Short name').fill('clinica-aurora')
  await page.getByLabel('Their email address').fill('a@b.example,c@d.example')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  await expect(page.getByText('Please choose one.').first()).toBeVisible()
  await expect(page.getByText('Enter one address').first()).toBeVisible()
  await page.getByLabel('Integration type').selectOption('things-to-do')
  await page.getByLabel('Their email address').fill('sole@citta.example')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  await expect(page.getByRole('link', { name: 'This short name is taken' })).toBeVisible()
  await expect(page.getByLabel('Integration type')).toHaveValue('things-to-do')
  await page.getByLabel('Short name').fill('')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  await expect(page.getByText('The account is created and its first owner invited.')).toBeVisible()
  await expect(page).toHaveURL(`${site.url}/admin/accounts/citta-sana-figli?done=created`)
  await expect(page.getByRole('link', { name: 'sole@citta.example' })).toBeVisible()
  const invited = await site.mailTo('sole@citta.example')
  expect(invited.subject).toContain('Città Sana & Figli')
  await page.getByRole('button', { name: 'Send the invitation again' }).click()
  await expect(page.getByText('The invitation is sent again.')).toBeVisible()
  const again = await site.mailTo('sole@citta.example')
  expect(again.subject).toBe(invited.subject)
  expect(again.text).not.toBe(invited.text)
  await expect(page.getByText('You can ask again from')).toBeVisible()
})

test('an integration is reviewed, sent back, approved, disabled and enabled again', async ({
  browser,
  page,
  site,
}) => {
  site.change("update users set locale = 'en'")
  site.change("update accounts set state = 'onboarding' where slug = 'poliambulatorio-levante'")
  const partner = await (await browser.newContext({ baseURL: site.url })).newPage()
  await site.enter(partner.context(), 'elena@levante.example')
  await site.enter(page.context(), 'support@actions-desk.example')
  const account = '/admin/accounts/poliambulatorio-levante'
  const askForReview = async () => {
    await partner.goto('/accounts/poliambulatorio-levante')
    await partner.getByRole('button', { name: 'Request the review' }).click()
    await expect(partner.getByText('The review is requested').first()).toBeVisible()
  }

  await askForReview()
  expect((await site.mailTo('support@actions-desk.example')).text).toContain(`${site.url}${account}`)
  await page.goto('/admin/accounts')
  await page.getByRole('navigation').getByRole('link', { name: 'Reviews 1 waiting' }).click()
  await expect(page.getByRole('row', { name: /Poliambulatorio Levante/ })).toContainText('By Elena Marchetti')
  await page.getByRole('link', { name: 'Poliambulatorio Levante' }).click()
  await page.getByRole('button', { name: 'Send back' }).click()
  await expect(page.getByText('Say why, so that the partner knows what to do.').first()).toBeVisible()
  await page.getByLabel('What has to change').fill('Add a second on-call address.')
  await page.getByRole('button', { name: 'Send back' }).click()
  await expect(page.getByText('The account is sent back')).toBeVisible()
  await page.getByRole('link', { name: 'No other review waits' }).click()
  await expect(page.getByText('Nobody waits for a review')).toBeVisible()
  await partner.goto('/accounts/poliambulatorio-levante')
  await expect(partner.getByText('Add a second on-call address.')).toBeVisible()

  await askForReview()
  await page.goto(account)
  await page.getByRole('button', { name: 'Approve, go live' }).click()
  await expect(page.getByText('The integration is live, and the partner is told.')).toBeVisible()

  await page.getByRole('link', { name: 'Disable…' }).click()
  await expect(page.getByText('oncall@levante.example').first()).toBeVisible()
  await page.getByLabel('Reason').fill('Prices are wrong.')
  await page.getByRole('button', { name: 'Disable and send the mail' }).click()
  await expect(page.getByText('The integration is disabled')).toBeVisible()
  expect((await site.mailTo('oncall@levante.example')).text).toContain('Prices are wrong.')
  await partner.goto('/accounts/poliambulatorio-levante')
  await expect(partner.getByText('Prices are wrong.')).toBeVisible()

  await page.getByRole('button', { name: 'Enable again' }).click()
  await expect(page.getByText('The integration is live again')).toBeVisible()
  await expect(page.getByRole('row', { name: /^Sent back/ })).toContainText('Add a second on-call address.')
  await expect(page.getByRole('row', { name: /^Enabled again/ })).toContainText('Grace Whitfield')
  await partner.reload()
  await expect(partner.getByText('The integration is live', { exact: true })).toBeVisible()
  await partner.context().close()
})

test('a deadline that has passed is put off, and the account opens', async ({ page, site }) => {
  site.change("update accounts set due_at = ? where slug = 'studio-ponte'", Date.now() - 1000)
  await site.enter(page.context(), 'support@actions-desk.example')
  await page.goto('/admin/accounts/studio-ponte')
  await page.getByRole('radio', { name: /^14 days/ }).check()
  await page.getByRole('button', { name: 'Put off the deadline' }).click()
  await expect(page.getByText('The deadline is put off.')).toBeVisible()
  site.change("update accounts set due_at = null where slug = 'studio-ponte'")
  await page.getByRole('button', { name: 'Put off the deadline' }).click()
  await expect(page.getByText('Nothing is missing any more')).toBeVisible()
  await page.context().clearCookies()
  await site.enter(page.context(), 'anna@studio-ponte.example')
  await page.goto('/accounts/studio-ponte')
  await expect(page).toHaveURL(`${site.url}/accounts/studio-ponte`)
})

test('who sends back or drills an account that a colleague has moved is told, and loses no word', async ({
  browser,
  site,
}) => {
  site.change("update accounts set state = 'review' where slug = 'poliambulatorio-levante'")
  site.change("update users set locale = 'en'")
  for (const javaScriptEnabled of [true, false]) {
    const staff = await (await browser.newContext({ baseURL: site.url, javaScriptEnabled })).newPage()
    await site.enter(staff.context(), 'support@actions-desk.example')
    await staff.goto('/admin/accounts/poliambulatorio-levante')
    await staff.getByLabel('What has to change').fill('A second address.')
    site.change("update accounts set state = 'live' where slug = 'poliambulatorio-levante'")
    await staff.getByRole('button', { name: 'Send back' }).click()
    await expect(staff.getByText('no longer in the state this needs')).toBeVisible()
    await expect(staff.getByLabel('What has to change')).toHaveValue('A second address.')
    await expect(staff.getByRole('button', { name: 'Approve, go live' })).toBeHidden()
    await staff.reload()
    site.change("update accounts set state = 'disabled' where slug = 'poliambulatorio-levante'")
    await staff.getByRole('button', { name: 'Send a drill' }).click()
    await expect(staff.getByText('no longer in the state this needs')).toBeVisible()
    site.change("update accounts set state = 'review' where slug = 'poliambulatorio-levante'")
    await staff.context().close()
  }
})
