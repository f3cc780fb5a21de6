import { readFile } from 'node:fs/promises'
import { admin, support } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import { linkIn } from './mailbox.ts'
import { reloadUntil } from './site.ts'

test('staff drill an audience and see who answered and who cannot', async ({ browser, page, site }) => {
  site.change("update users set locale = 'en'")
  site.change("update accounts set default_locale = 'en'")
  await site.enter(page.context(), support)

  await test.step('the list says why, and what to do', async () => {
    await page.goto('/admin/accounts')
    await page.getByRole('navigation').getByRole('link', { name: 'Unreachable 3' }).click()
    await expect(page.getByRole('rowheader')).toHaveText([/Ottica Brera/, /Ottica Faro/, /Studio Ponte/])
    const faro = page.getByRole('row').filter({ hasText: 'Ottica Faro' })
    await expect(faro).toContainText('The only emergency contact is bouncing.')
    await expect(faro).toContainText(
      /reperibilita@ottica-faro.example\s*This mailbox does not exist. Status 5.1.1/,
    )
    await expect(page.getByRole('row').filter({ hasText: 'Ottica Brera' })).toContainText(
      /ugo@ottica-brera.example\s*This mailbox does not exist. Status 5.1.1/,
    )
    await page.getByRole('link', { name: 'Nobody gets messages 1' }).click()
    await expect(page.getByRole('rowheader')).toHaveText([/Ottica Brera/])
    await page.getByRole('link', { name: 'Ottica Brera' }).click()
    await expect(page.getByRole('definition').filter({ hasText: 'Nobody gets messages' })).toBeVisible()
    await page.goBack()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export as CSV' }).click()
    const file = await (await download).path()
    expect((await readFile(file, 'utf8')).split('\r\n')[1]).toContain('ottica-brera,Ottica Brera,disabled')
  })

  await test.step('pressing twice drills each live account once, without JavaScript too', async () => {
    const form = await site.open(browser, admin, { javaScriptEnabled: false })
    await openHydrated(page, '/admin/drills')
    await page.getByRole('link', { name: 'Drill several accounts' }).click()
    await page.getByLabel('Name or address').fill('studio')
    await expect(page.getByText('1 account matches now')).toBeVisible()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: '1 account will be drilled' })).toBeVisible()
    await page.getByRole('button', { name: 'Drill 1 account' }).dblclick()
    await page.waitForURL(/\/admin\/bulk\/[\da-f-]{36}$/)
    await reloadUntil(page, page.getByText('1 of 1 accounts').first())
    await page.goto('/admin/drills')
    await expect(page.getByRole('row').filter({ hasText: 'Studio Ponte' }).first()).toContainText(
      'Waiting for an answer',
    )
    await form.goto('/admin/bulk/new/drill')
    await expect(form.getByText('4 – the integrations are not live')).toBeVisible()
    await expect(form.getByText('1 – a drill already waits for its answer')).toBeVisible()
    await page.goto('/admin/accounts/studio-ponte#drill')
    await expect(page.locator('#drill')).toContainText(/Waiting since .* for an answer from:/)
    await expect(page.locator('#drill')).toContainText('emergenze@studio-ponte.example')
  })

  await test.step('the recipient acknowledges from the mail, and the account leaves the list', async () => {
    const mail = await site.mailTo('emergenze@studio-ponte.example')
    expect(mail.subject).toContain('Drill')
    const reader = await site.open(browser)
    await reader.goto(linkIn(mail, '/acknowledge/'))
    site.change("update notices set first_seen_at = ? where kind = 'drill' and state = 'open'", Date.now())
    await reader.getByRole('button', { name: /Acknowledge/ }).click()
    await expect(reader.getByText(/acknowledged/i).first()).toBeVisible()
    await page.goto('/admin/drills?show=reached')
    await expect(page.getByRole('row').filter({ hasText: 'Studio Ponte' })).toContainText(
      'by emergenze@studio-ponte.example',
    )
    await page.goto('/admin/unreachable?why=unanswered')
    await expect(page.getByText('No accounts for this reason')).toBeVisible()
    await page.goto('/admin/accounts/studio-ponte')
    await expect(
      page.getByText('emergenze@studio-ponte.example answered the last one after 1 minute'),
    ).toBeVisible()
  })
})
