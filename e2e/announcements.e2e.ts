import type { Page } from '@playwright/test'
import { addAnnouncements, announcementIds, holdSending } from './announcement-rows.ts'
import { admin, elena, levante, support, tech } from './demo.ts'
import { eachWay, expect, plainForms, test } from './fixtures.ts'
import { linkIn } from './mailbox.ts'
import { reloadUntil } from './site.ts'

const textIn = (page: Page, language: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: `Text in ${language}` }) })

eachWay(plainForms, (javaScriptEnabled) => {
  test('staff choose accounts, write, preview, test, send and read the outcome', async ({ page, site }) => {
    site.change("update users set locale = 'en' where email_key = ?", support)
    site.change("update users set locale = 'it' where email_key = ?", elena)
    await site.visit(page, support, '/admin/announcements')
    await page.getByRole('link', { name: 'New announcement' }).click()
    await page.getByLabel('State').selectOption('live')
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Count accounts' }).click()
    await expect(page.getByText('2 accounts match now')).toBeVisible()
    await page.getByRole('link', { name: 'Write the announcement' }).click()
    await expect(page.getByText('State: Live')).toBeVisible()

    await page.getByLabel('Category').selectOption({ label: 'Technical notice' })
    await page.getByLabel('Ask each account to acknowledge it').check()
    const happens = page.getByRole('group', { name: 'When it happens' })
    await happens.getByLabel('From').fill('2126-06-19T22:00')
    await happens.getByLabel('To').fill('2126-06-20T00:30')
    await happens.getByLabel('Time zone').fill('Europe/Rome')
    const [english, italian] = [textIn(page, 'English'), textIn(page, 'Italian')]
    await italian.getByLabel('What to do').fill('Passare alla versione 2.')
    await english.getByLabel('Summary').fill('Version 1 ends')
    await page.getByRole('button', { name: 'Save and preview' }).click()
    await expect(page.getByRole('link', { name: /Write a summary/ })).toBeVisible()
    await expect(english.getByLabel('Summary')).toHaveValue('Version 1 ends')
    await italian.getByLabel('Summary').fill('La versione 1 finisce')
    await page.getByRole('button', { name: 'Save and preview' }).click()

    if (!javaScriptEnabled) await reloadUntil(page, page.getByRole('heading', { name: 'What will be sent' }))
    await expect(page.getByRole('heading', { name: 'What will be sent' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Version 1 ends' })).toBeVisible()
    const list = page.getByRole('table')
    await expect(list.getByRole('row')).toHaveCount(3)
    await page
      .getByRole('row')
      .filter({ hasText: 'Poliambulatorio Levante' })
      .getByRole('link', { name: 'Preview' })
      .click()
    await expect(page.getByText(`as ${tech} gets it`)).toBeVisible()
    const frame = page.frameLocator('iframe[title="Email in English"]')
    await expect(frame.getByRole('heading', { name: 'Version 1 ends' })).toBeVisible()
    await expect(frame.getByText('Passare alla versione 2.')).toBeVisible()
    await page.getByRole('button', { name: `Send a test to ${support}` }).click()
    await expect(page.getByText('A test is on its way to you')).toBeVisible()
    const tests = [await site.mailTo(support), await site.mailTo(support)]
    expect(tests.map(({ subject }) => subject).sort()).toEqual([
      expect.stringContaining('Prova: La versione 1 finisce'),
      expect.stringContaining('Test: Version 1 ends'),
    ])
    expect(site.rows('select 1 from notices where summary like ?', '%ersion% 1 %')).toEqual([])

    // An account created after the preview is not in the list.
    site.change("update accounts set state = 'live' where slug = 'clinica-aurora'")
    await page.getByRole('link', { name: 'Send…' }).click()
    await expect(page.getByText('Send the announcement?').first()).toBeVisible()
    await page.getByRole('button', { name: 'Send to 2 accounts' }).dblclick()
    await expect(page.getByText(/^The announcement (is being|was) sent\.$/)).toBeVisible()
    const mail = await site.mailTo(tech)
    expect(mail.subject).toContain('Version 1 ends (Poliambulatorio Levante)')
    expect(mail.text).toContain('Thursday, 20 June 2126 at 00:30, Rome time')
    expect(mail.files).toMatchObject([
      { name: 'calendar.ics', content: expect.stringContaining('DTSTART:21260619T200000Z\r\n') },
    ])
    // With JavaScript the page updates itself.
    if (!javaScriptEnabled) {
      await reloadUntil(page, page.getByText('The announcement was sent.'))
      await reloadUntil(page, page.getByText('Reached: 2').first())
    }
    await expect(page.getByText('2 of 2').first()).toBeVisible()
    await expect(page.getByText('The announcement is being sent.')).toHaveCount(0)
    await expect(page.getByText('The announcement was sent.')).toBeVisible()
    await expect(page.getByText('Reached: 2').first()).toBeVisible()
    await expect(page.getByText('0 of 2').first()).toBeVisible()
    const row = page.getByRole('row').filter({ hasText: 'Poliambulatorio Levante' })
    // By mail, and by its webhook.
    if (!javaScriptEnabled) await reloadUntil(page, row.filter({ hasText: '2 accepted' }))
    await expect(row).toContainText('2 accepted')
    await page.goto(linkIn(mail, '/acknowledge'))
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.goto('/admin/announcements')
    await expect(page.getByRole('row').filter({ hasText: 'Version 1 ends' })).toContainText('Reaches 2 of 2')
    await page.getByRole('link', { name: 'Version 1 ends' }).click()
    await page.getByRole('link', { name: /^Acknowledged/ }).click()
    await expect(list.getByRole('row')).toHaveCount(2)
    await expect(row).toContainText(`by ${tech}`)
    const csv = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')
    expect(await (await page.request.get(csv ?? '')).text()).toMatch(
      /\r\npoliambulatorio-levante,Poliambulatorio Levante,reached,.*Z,tech@levante.example\r\n/,
    )
    await row.getByRole('link', { name: /The notice/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Version 1 ends' })).toBeVisible()

    // The partner reads Italian.
    await site.visit(page, elena, `${levante}/notices`)
    await page.getByRole('link', { name: 'La versione 1 finisce' }).click()
    await expect(page.getByText('Passare alla versione 2.')).toBeVisible()
    const file = await page.getByRole('link', { name: 'Aggiungi al calendario' }).getAttribute('href')
    const calendar = await page.request.get(file ?? '')
    expect(calendar.headers()['content-type']).toContain('text/calendar')
    expect(await calendar.text()).toContain('SUMMARY:La versione 1 finisce\r\n')
    expect(site.rows('select 1 from notices where dedup_key like ?', 'announcement:%')).toHaveLength(2)
  })
})

test('a stopped sending continues, and never sends unseen changes', async ({ page, browser, site }) => {
  site.change("update users set locale = 'en' where email_key in (?, ?)", support, admin)
  addAnnouncements(site)
  await site.visit(page, support, `/admin/announcements/${announcementIds.sending}`)
  await expect(page.getByText('0 of 6').first()).toBeVisible()
  holdSending(site)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByText('Sending stopped.')).toBeVisible()
  await expect(page.getByText('Accounts processed: 0 of 6.')).toBeVisible()
  expect(site.rows('select 1 from notices where dedup_key like ?', 'announcement:%')).toEqual([])
  await page.getByRole('button', { name: 'Continue sending' }).click()
  await expect(page.getByText('6 of 6').first()).toBeVisible()
  await expect(page.getByRole('main').getByText('Sent', { exact: true }).first()).toBeVisible()

  const other = await site.open(browser, admin)
  await other.goto(`/admin/announcements/${announcementIds.ready}/send`)
  await page.goto(`/admin/announcements/${announcementIds.ready}/edit`)
  await textIn(page, 'Italian').getByLabel('Summary').fill('Finisce la versione 1')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
  await other.getByRole('button', { name: 'Send to 1 account' }).click()
  await expect(
    other.getByText(/^(Someone else has changed this|Nothing has been sent yet)/).first(),
  ).toBeVisible()
  expect(site.rows('select state from announcements where id = ?', announcementIds.ready)).toEqual([
    { state: 'draft' },
  ])
})
