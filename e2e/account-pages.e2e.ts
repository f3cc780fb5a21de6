import { admin, support } from './demo.ts'
import { expect, test } from './fixtures.ts'

const ponte = '/admin/accounts/studio-ponte'
const levante = '/admin/accounts/poliambulatorio-levante'

test('support compares revisions, adds a note, and reads what mail servers said', async ({ page, site }) => {
  await site.visit(page, support, ponte, 'en')
  const tabs = page.getByRole('navigation', { name: 'Studio Ponte' })
  await tabs.getByRole('link', { name: 'Versions' }).click()
  await expect(page.getByRole('heading', { name: 'From version 2 to version 3' })).toBeVisible()
  await expect(page.getByText('Removed: vecchio.tecnico@studio-ponte.example')).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveText(['3', '2', '1'])
  await page.getByRole('radio', { name: 'From version 3' }).check()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText('You chose the same version twice.')).toBeVisible()
  await page.getByRole('radio', { name: 'From version 2' }).check()
  await page.getByRole('radio', { name: 'To version 1' }).check()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText('Removed: Davide Conti')).toBeVisible()
  await expect(page).toHaveURL(`${site.url}${ponte}/revisions?from=2&to=1`)

  await tabs.getByRole('link', { name: 'Notes' }).click()
  await page.getByRole('button', { name: 'Add the note' }).click()
  await expect(page.getByRole('link', { name: 'Write the note. Only staff will see it.' })).toBeVisible()
  await page.getByLabel('New note').fill('Anna is back on Monday.\nCall <b>after</b> ten.')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await expect(page.getByRole('status')).toContainText('Note saved.')
  await expect(page.getByRole('listitem').filter({ hasText: 'Call <b>after</b> ten.' })).toContainText(
    'Grace Whitfield',
  )
  await tabs.getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByRole('row', { name: /Note added/ })).toBeVisible()

  await page.goto(`${levante}/contacts`)
  await expect(page.getByText(/The mail server said: RCPT TO 550 5\.1\.1 .*user unknown/)).toBeVisible()
  await page.goto(`${levante}/notices`)
  await page.getByText('2 messages · Accepted by the mail server: 1 · Failed: 1').click()
  await expect(page.getByRole('rowheader', { name: 'esercenti@levante.example' })).toBeVisible()
})

test('editing an account never overwrites a colleague’s change', async ({ browser, site }) => {
  site.change("update users set locale = 'en'")
  const page = await site.open(browser, admin, { javaScriptEnabled: false })
  await page.goto(levante)
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill(' ')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Write the name of the partner.' })).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Levante Salute')
  site.change("update accounts set name = 'Levante' where slug = 'poliambulatorio-levante'")
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Someone else has changed this.' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Levante Salute')
  await expect(page.getByRole('definition').filter({ hasText: /^Levante$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toContainText('Account saved.')
  await expect(page.getByRole('heading', { level: 1, name: 'Levante Salute' })).toBeVisible()
})
