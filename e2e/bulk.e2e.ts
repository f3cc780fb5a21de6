import { giulia, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import { reloadUntil } from './site.ts'

const inAll = onlyInAll('lib/admin/bulk holds whom a selection means; staff select in the journey')

const ofRun = /\/admin\/bulk\/[\da-f-]{36}$/

eachWay(plainFirst('the next test counts and disables with JavaScript'), (javaScriptEnabled) => {
  test('staff select accounts, see what would happen, and read the result', async ({ page, site }) => {
    site.change("update users set locale = 'en'")
    await site.enter(page.context(), support)
    const select = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).check()

    const choose = async (name: string) => {
      await page.locator('#selection summary').click()
      await page.getByRole('button', { name }).click()
    }

    await test.step('does nothing while nothing is selected', async () => {
      await page.goto('/admin/accounts?state=onboarding')
      await page.locator('#selection summary').click()
      const ask = page.getByRole('button', { name: 'Send reminder' })
      if (javaScriptEnabled) return await expect(ask).toBeDisabled()
      await ask.click()
      await expect(page.getByText('Select accounts first')).toBeVisible()
      await page.getByRole('link', { name: 'Back to the accounts' }).click()
      await expect(page).toHaveURL(`${site.url}/admin/accounts?state=onboarding`)
    })

    await test.step('asks two accounts for what is missing', async () => {
      await page.goto('/admin/accounts')
      await select('Clinica Aurora')
      await select('Poliambulatorio Levante')
      if (javaScriptEnabled) await expect(page.getByText('Selected: 2')).toBeVisible()
      await choose('Send reminder')
      await expect(page.getByRole('heading', { name: '1 account will get a reminder' })).toBeVisible()
      await expect(page.getByText('1 – nothing is missing')).toBeVisible()
      expect(site.rows("select 1 from audit_entries where action = 'account.nudged'")).toEqual([])
      await page.getByRole('button', { name: 'Send reminder to 1 account' }).click()
      await page.waitForURL(ofRun)
      await reloadUntil(page, page.getByText('2 of 2 accounts'))
      const row = (name: string) => page.getByRole('row').filter({ hasText: name })
      await expect(row('Clinica Aurora')).toContainText('Done')
      await expect(row('Poliambulatorio Levante')).toContainText('nothing is missing')
      await site.mailTo(giulia)
      const csv = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')
      expect(await (await page.request.get(csv ?? '')).text()).toContain(
        'poliambulatorio-levante,Poliambulatorio Levante,skipped,nothing-missing',
      )
    })

    await test.step('a stopped one says whom it left out', async () => {
      site.change("update bulk_accounts set outcome = 'waiting', why = '' where outcome = 'skipped'")
      site.change("update bulk_runs set state = 'stopped'")
      await page.reload()
      await expect(page.getByText('1 of 2 accounts')).toBeVisible()
      await page.getByRole('link', { name: /^Not done/ }).click()
      await expect(page.getByRole('row').filter({ hasText: 'Levante' })).toContainText('Not done')
    })

    await test.step('opens a case for each account that matches', async () => {
      await page.goto('/admin/accounts?q=clinica+aurora')
      await page.getByRole('checkbox', { name: 'Select the only match' }).check()
      await choose('Open a case')
      const category = page.getByLabel('What is it about?')
      // The category that the preview counts; a case opens with no other.
      const previewed = page.locator('input[name=previewed]')
      await category.selectOption({ label: 'Users and invitations' })
      await page.getByLabel('Subject').fill('Two owners')
      await page.getByRole('button', { name: 'Update the preview' }).click()
      await expect(previewed).toHaveValue('users')
      await expect(page.getByRole('heading', { name: '1 case will be opened' })).toBeVisible()
      await expect(category).toHaveValue('users')
      await expect(page.getByLabel('Subject')).toHaveValue('Two owners')
      await page.getByRole('button', { name: 'Open 1 case' }).click()
      await expect(page.getByText('Write your message.').first()).toBeVisible()
      await expect(previewed).toHaveValue('users')
      await page.getByLabel('Message').fill('Please name a second owner.')
      await category.selectOption({ label: 'Integration' })
      await page.getByRole('button', { name: 'Open 1 case' }).click()
      await expect(previewed).toHaveValue('integration')
      await expect(page.getByLabel('Message')).toHaveValue('Please name a second owner.')
      await page.getByRole('button', { name: 'Open 1 case' }).click()
      await page.waitForURL(ofRun)
      await reloadUntil(page, page.getByRole('link', { name: /^Case \d+$/ }))
      expect((await site.mailTo(giulia)).text).toContain('second owner')
    })

    await test.step('announces to the selected accounts', async () => {
      await page.goto('/admin/accounts')
      await select('Poliambulatorio Levante')
      await choose('Announce')
      await expect(page.getByRole('heading', { name: 'You chose 1 account' })).toBeVisible()
      await expect(page.getByRole('link', { name: 'See them in the table' })).toHaveAttribute(
        'href',
        '/admin/accounts?only=poliambulatorio-levante',
      )
      await page.getByRole('link', { name: 'Choose by filters instead' }).click()
      await expect(page.getByRole('combobox', { name: 'State' })).toBeVisible()
    })
  })
})

test('all accounts are meant only while their own box says so', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  await openHydrated(page, '/admin/accounts')
  const box = (name: string) => page.getByRole('checkbox', { name })
  const asked = async () => {
    await page.locator('#selection summary').click()
    await page.getByRole('button', { name: 'Send reminder' }).click()
    await page.waitForURL(/bulk\/new\/nudge/)
    return new URL(page.url()).search
  }
  await page.locator('#selection summary').click()
  await expect(page.getByRole('button', { name: 'Send reminder' })).toBeDisabled()
  await page.locator('#selection summary').click()
  await box('Select all 6').check()
  await expect(box('Select Clinica Aurora')).toBeChecked()
  await expect(page.getByText('Selected: 6')).toBeVisible()
  expect(await asked()).toBe('')
  await openHydrated(page, '/admin/accounts')
  await box('Select all 6').check()
  await box('Select Clinica Aurora').uncheck()
  await expect(box('Select all 6')).not.toBeChecked()
  await expect(page.getByText('Selected: 5')).toBeVisible()
  expect(await asked()).not.toContain('clinica-aurora')
  await openHydrated(page, '/admin/accounts')
  await box('Select this page').check()
  await expect(box('Select all 6')).not.toBeChecked()
  expect(await asked()).toContain('clinica-aurora')
  await openHydrated(page, '/admin/accounts?only=clinica-aurora,poliambulatorio-levante')
  await box('Select Clinica Aurora').check()
  expect(await asked()).toBe('?only=clinica-aurora')
})
