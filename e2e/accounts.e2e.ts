import { readFile } from 'node:fs/promises'
import { admin, anna, support } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { applyFilters } from './hands.ts'

test('support finds accounts, shares the view, and exports it', async ({ browser, page, site }) => {
  site.change("update users set locale = 'en'")
  await site.visit(page, support, '/admin/accounts')
  const rows = page.getByRole('rowheader')
  await expect(page.getByRole('status').first()).toHaveText('6 accounts')
  await expect(page.getByRole('link', { name: /^(Import|New account)$/ })).toHaveCount(0)

  await test.step('by anybody’s address, and by what is missing', async () => {
    await page.getByLabel('Name or address').fill('ÉLENA@levante')
    await page.keyboard.press('Enter')
    await expect(rows).toHaveText([/Poliambulatorio Levante/])
    await page.getByRole('link', { name: 'Remove the filter “Name or address: ÉLENA@levante”' }).click()
    await expect(rows).toHaveCount(6)
    await page.getByText('More filters').click()
    await page.getByLabel('Missing field').selectOption('Alert contacts')
    await page.getByRole('combobox', { name: 'Contact information' }).selectOption('Something missing')
    await applyFilters(page)
    await expect(rows).toHaveCount(3)
    await expect(page).toHaveURL(`${site.url}/admin/accounts?complete=no&missing=alerts`)
    await expect(page.getByLabel('Missing field', { exact: true })).toBeVisible()
  })

  await test.step('in another order and with other columns, by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Contact information', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect(rows.first()).toContainText('Studio Ponte')
    await expect(page.getByRole('columnheader', { name: 'Contact information' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    await page.getByText('Columns and order').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'Owners' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('cell', { name: anna })).toBeVisible()
  })

  await test.step('the link shows others the same view, without JavaScript too, page by page', async () => {
    const shared = await site.open(browser, admin, { javaScriptEnabled: false })
    await shared.goto(page.url())
    await expect(shared.getByRole('rowheader')).toHaveText(await rows.allTextContents())
    await expect(shared.getByRole('columnheader', { name: 'Owners' })).toBeVisible()
    site.addAccounts(90, 'Clinica N')
    await shared.goto('/admin/accounts?sort=-slug&state=onboarding')
    await expect(shared.getByRole('status').first()).toHaveText('92 accounts')
    const first = await shared.getByRole('rowheader').allTextContents()
    await shared.getByRole('link', { name: 'Next page' }).click()
    await expect(shared.getByRole('rowheader')).toHaveCount(42)
    await expect(shared.getByRole('link', { name: 'Next page' })).toBeHidden()
    await shared.getByRole('link', { name: 'Previous page' }).click()
    await expect(shared.getByRole('rowheader')).toHaveText(first)
  })

  await test.step('the file has the accounts found, and the audit log records the export', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('checkbox', { name: 'Select all 3 that match' }).check()
    await page.locator('#selection summary').click()
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^accounts-\d{4}-\d\d-\d\d\.csv$/)
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([
      'clinica-aurora',
      'studio-ponte',
      'trattoria-molo',
    ])
    // A HEAD request exports nothing.
    for (const path of ['/admin/accounts/export.csv', '/admin/audit/export.csv'])
      expect((await page.request.head(path)).status(), path).toBe(405)
    expect(site.rows("select after from audit_entries where action like '%.exported'")).toEqual([
      { after: '{"complete":false,"missing":"alerts"}' },
    ])
  })

  await test.step('a broken download leaves no complete file', async () => {
    site.change(
      "update contact_revisions set content = '{' where account_id in (select id from accounts where slug = 'studio-ponte')",
    )
    const broken = page.request.get('/admin/accounts/export.csv').then((answer) => answer.body())
    await expect(broken).rejects.toThrow()
  })
})
