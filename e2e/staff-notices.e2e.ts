import type { Page } from '@playwright/test'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { sendEvent } from './api.ts'
import { admin, oncall, paolo, support, tech } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, plainForms, test } from './fixtures.ts'
import { linkIn } from './mailbox.ts'
import { confirmByKey, confirmSending } from './questions.ts'
import { reloadUntil, type Site } from './site.ts'

const inAll = onlyInAll('lib/notices holds the rules; journeys route an event and send a notice by hand')

const levante = 'poliambulatorio-levante'

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

async function report(site: Site, alert: object): Promise<void> {
  const key = site.addSource({ name: 'Clinic watch' })
  const body = { version: '4', status: 'firing', alerts: [{ status: 'firing', ...alert }] }
  expect((await sendEvent(site, body, { key, path: '/api/v1/events/alertmanager' })).status).toBe(202)
}

async function write(page: Page, given: { account: string; category: string; summary: string }) {
  await page.getByLabel('Account').fill(given.account)
  await page.getByLabel('Category').selectOption({ label: given.category })
  await page.getByLabel('Summary').fill(given.summary)
  await page.getByLabel('What happened').fill('First line.\nSecond line with <b>tags</b> & more.')
  await page.getByLabel('Links').fill('https://desk.example/case/7 The case')
}

test('staff route an event of an unknown account, and its mail arrives', async ({ page, site }) => {
  await report(site, {
    labels: { alertname: 'Feed', account: 'poliambulatorio-levanto', category: 'production-alert' },
    annotations: { summary: 'Slots are empty' },
    startsAt: '2026-11-01T10:00:00Z',
    fingerprint: 'f00d',
  })
  const told = await site.mailTo(support)
  expect(told.subject).toContain('Production alert, unroutable: Slots are empty')
  expect(told.text).toContain('no account is called “poliambulatorio-levanto”')

  await site.visit(page, support, linkIn(told, '/admin/notices/'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Slots are empty')
  await page.goto('/admin/notices?state=unroutable')
  const navigation = page.getByRole('navigation', { name: 'Staff' }).first()
  await expect(navigation.getByRole('link', { name: /Notices/ })).toContainText('2 unroutable')
  await page.getByRole('link', { name: 'Slots are empty' }).click()

  await expect(page.getByText('No account is called “poliambulatorio-levanto”.')).toBeVisible()
  await expect(page.getByText('Clinic watch')).toBeVisible()
  await expect(page.getByText('"alertname": "Feed"')).toBeVisible()
  await expect(page.getByLabel('Account')).toHaveValue('poliambulatorio-levanto')
  await page.getByRole('button', { name: 'Route again' }).click()
  await expect(page.getByRole('link', { name: 'No account has this name.' })).toBeVisible()
  await page.getByLabel('Account').fill('Poliambulatorio Levante')
  await page.getByRole('button', { name: 'Route again' }).click()
  await confirmSending(page)
  await expect(page.getByText('Notice routed again.')).toBeVisible()
  await expect(page.getByText('Unroutable', { exact: true })).toBeHidden()
  await expect(page.getByRole('rowheader', { name: paolo })).toBeVisible()
  const mail = await site.mailTo(paolo)
  expect(mail.subject).toContain('Slots are empty (Poliambulatorio Levante)')
  await expect(page.getByRole('row').filter({ hasText: paolo })).toContainText('Accepted by the mail server')
  await expect(navigation.getByRole('link', { name: /Notices/ })).toContainText('1 unroutable')
})

eachWay(plainForms, () => {
  test('staff route a notice to the account that its sender nearly named', inAll, async ({ page, site }) => {
    await site.visit(page, support, `/admin/notices/${demoNoticeIds.unroutable}`)
    await expect(page.getByRole('heading', { name: 'Did you mean Poliambulatorio Levante?' })).toBeVisible()
    await page.getByRole('button', { name: 'Route to Poliambulatorio Levante' }).click()
    await confirmSending(page)
    await expect(page.getByText('Notice routed again.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Did you mean Poliambulatorio Levante?' })).toBeHidden()
    await expect(
      page.getByRole('definition').getByRole('link', { name: 'Poliambulatorio Levante' }),
    ).toBeVisible()
  })
})

test('staff put an unreadable event in words, by keyboard, in Italian', inAll, async ({ page, site }) => {
  const hostile = '</pre><script>document.title = "owned"</script>'
  await report(site, { labels: 7, note: hostile })
  site.change("update users set locale = 'it' where email_key = ?", support)
  await site.visit(page, support, '/admin/notices?state=unroutable')
  await page.getByRole('link', { name: 'Un evento illeggibile' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Non è stato possibile leggere l’evento:', { exact: true })).toBeVisible()
  await expect(page.getByText(hostile.slice(0, 20))).toBeVisible()
  await expect(page).not.toHaveTitle('owned')

  await page.getByLabel('Account').focus()
  await page.keyboard.type(levante)
  await page.keyboard.press('Enter')
  const summary = page.getByRole('link', { name: /Scrivi in poche parole che cosa è successo/ })
  await expect(page.getByRole('region').filter({ has: summary })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(summary).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Il feed è vuoto')
  await page.keyboard.press('Enter')
  await confirmByKey(page)
  await expect(page.getByText('Avviso inoltrato di nuovo.')).toBeVisible()
  expect((await site.mailTo(paolo)).subject).toContain('Il feed è vuoto')
  await expect(page.getByRole('heading', { level: 1, name: 'Il feed è vuoto' })).toBeVisible()
})

eachWay(
  plainFirst('the focus after a form and the page that refreshes itself have tests of their own'),
  (javaScriptEnabled) => {
    test('a notice by hand is previewed, corrected and sent once', async ({ page, site }) => {
      await site.visit(page, support, `/admin/accounts/${levante}`)
      await page.getByRole('link', { name: 'Send a notice' }).click()
      await expect(page.getByLabel('Account')).toHaveValue(levante)
      await page.getByRole('button', { name: 'Preview' }).click()
      await expect(
        page.getByRole('link', { name: 'Category: Choose the category that fits best.' }),
      ).toBeVisible()
      await write(page, { account: levante, category: 'Technical notice', summary: 'The old API ends' })
      await page.getByLabel('Since when').fill('2030-01-01T10:00')
      await page.getByRole('button', { name: 'Preview' }).click()
      await expect(page.getByRole('link', { name: 'This is in the future.' })).toBeVisible()
      await expect(page.getByLabel('What happened')).toHaveValue(
        'First line.\nSecond line with <b>tags</b> & more.',
      )
      await page.getByLabel('Since when').fill('2026-03-01T10:00')
      await page.getByRole('button', { name: 'Preview' }).click()

      const heading = page.getByRole('heading', { name: 'Check before you send' })
      await expect(heading).toBeVisible()
      if (javaScriptEnabled) await expect(heading).toBeFocused()
      await expect(page.getByText(tech).first()).toBeVisible()
      await expect(
        page.getByRole('heading', { name: 'In English, as tech@levante.example gets it' }),
      ).toBeVisible()
      await expect(page.getByText('In Italian: nobody gets it now')).toBeVisible()
      expect(site.rows('select 1 from notices where summary = ?', 'The old API ends')).toEqual([])

      await page.getByRole('button', { name: 'Change' }).click()
      await expect(page.getByLabel('Links')).toHaveValue('https://desk.example/case/7 The case')
      if (javaScriptEnabled) await expect(page.getByLabel('Account')).toBeFocused()
      await page.getByLabel('Summary').fill('The old API ends in May')
      await page.getByRole('button', { name: 'Preview' }).click()
      const shown = page
        .getByRole('region')
        .or(page.locator('section'))
        .filter({ hasText: 'as tech@levante.example' })
      const previewed = await shown.first().textContent()
      await page.getByRole('button', { name: 'Send', exact: true }).dblclick()
      await expect(page.getByText('Notice sent.')).toBeVisible()
      await expect(page.getByRole('heading', { level: 1, name: 'The old API ends in May' })).toBeVisible()
      const mail = await site.mailTo(tech)
      const row = page.getByRole('row').filter({ hasText: tech })
      // With JavaScript the page updates itself.
      if (!javaScriptEnabled) await reloadUntil(page, row.filter({ hasText: 'Accepted by the mail server' }))
      await expect(row).toContainText('Accepted by the mail server')
      expect(previewed).toContain(mail.subject)
      for (const line of ['Second line with <b>tags</b> & more.', 'The case: https://desk.example/case/7']) {
        expect(mail.text).toContain(line)
        expect(previewed).toContain(line)
      }
      expect(site.rows('select 1 from notices where summary like ?', 'The old API ends%')).toHaveLength(1)
    })
  },
)

test('a notice needs another preview after its contacts change', inAll, async ({ page, site }) => {
  site.silenceEndpoints()
  await site.visit(page, support, '/admin/notices/new')
  await write(page, { account: levante, category: 'Technical notice', summary: 'Rotate the key' })
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(tech).first()).toBeVisible()
  site.markBouncing([tech])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('This differs from the preview')).toBeVisible()
  await expect(page.getByText('Skipped, because nobody there can be reached')).toBeVisible()
  expect(site.rows('select 1 from notices where summary = ?', 'Rotate the key')).toEqual([])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('Notice sent.')).toBeVisible()
  expect((await site.mailTo(paolo)).subject).toContain('Rotate the key')
})

test('failing deliveries and unknown bounces show the reason', inAll, async ({ page, site }) => {
  await site.visit(page, support, '/admin/notices')
  await page.getByRole('link', { name: 'Failed messages' }).click()
  const row = page.getByRole('row').filter({ hasText: 'esercenti@levante.example' })
  await expect(row).toContainText('This mailbox does not exist.')
  await expect(row).toContainText('550 5.1.1')
  await expect(row.getByText('Bouncing', { exact: true })).toBeVisible()
  await row.getByRole('link', { name: 'Studio Dentistico Adriatico asks to be removed' }).click()
  await expect(page).toHaveURL(`${site.url}/admin/notices/${demoNoticeIds.handedOn}`)
  await page.goBack()
  await page.getByRole('link', { name: /^Trying again/ }).click()
  await expect(page.getByText('No messages to try again')).toBeVisible()
  await page.getByRole('link', { name: 'Unknown bounces' }).click()
  await expect(page.getByText('newsletter@levante.example').first()).toBeVisible()
  const raw = page.getByText('Final-Recipient: rfc822')
  await expect(raw).toBeHidden()
  await page.getByText('Show the report').click()
  await expect(raw).toBeVisible()
})

test('a Sandbox notice is recorded, and its preview says so', inAll, async ({ page, site }) => {
  await site.visit(page, support, '/admin/notices/new')
  await write(page, { account: levante, category: 'Production alert', summary: 'Only a try' })
  await page.getByLabel('Environment').selectOption('sandbox')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('No email is sent', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Record' }).click()
  await expect(page.getByRole('heading', { name: 'Who would have received it' })).toBeVisible()
})

test('keeps the note of the second of two staff who close a notice', async ({ browser, page, site }) => {
  const url = `/admin/notices/${demoNoticeIds.byHand}`
  const other = await site.open(browser, admin, { javaScriptEnabled: false })
  await other.goto(url)
  await site.visit(page, support, url)
  await page.getByLabel('How it was resolved').fill('They moved to version 2.')
  await page.getByRole('button', { name: 'Close the notice' }).click()
  await expect(page.getByText('Notice closed.')).toBeVisible()
  await expect(page.getByText('They moved to version 2.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Close the notice' })).toBeHidden()
  await other.getByLabel('How it was resolved').fill('I called them.')
  await other.getByRole('button', { name: 'Close the notice' }).click()
  await expect(other.getByText('This notice is closed.')).toBeVisible()
  await expect(other.getByLabel('How it was resolved')).toHaveValue('I called them.')
})

test('disabling sends the notice that its page shows before', inAll, async ({ page, site }) => {
  await site.visit(page, support, `/admin/accounts/${levante}/disable`)
  const shown = await page.getByRole('main').textContent()
  await page.getByLabel('Reason').fill('Prices are wrong.')
  await page.getByRole('button', { name: 'Disable and send the email' }).click()
  await expect(page.getByText('The integration is disabled')).toBeVisible()
  const { subject, text } = await site.mailTo(oncall)
  expect(shown).toContain(subject)
  expect(shown).toContain(text.split('Prices are wrong.')[0]?.trim().split('\n').at(-1) ?? '?')
  await page.getByRole('link', { name: 'Integration disabled' }).first().click()
  await expect(page.getByRole('rowheader', { name: oncall })).toBeVisible()
})
