import type { Locator, Page } from '@playwright/test'
import { discFile } from '../tests/pictures.ts'
import { admin, elena, gate, giulia, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, plainForms, test } from './fixtures.ts'
import { confirmSending } from './questions.ts'

const inAll = onlyInAll(
  'the store tests of settings, types and the look hold the rules; one form of settings is driven here',
)

const base = '/admin/settings'

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

const done = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('status').first()).toHaveText(words)
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The natural width of each picture; 0 for one that did not load. */
const drawnWidths = (images: Locator) =>
  images.evaluateAll((all) =>
    Promise.all(
      all.map((image) =>
        (image as HTMLImageElement).decode().then(
          () => (image as HTMLImageElement).naturalWidth,
          () => 0,
        ),
      ),
    ),
  )

/** The newest audit entry with this action, with its values shown. */
async function findEntry(page: Page, action: string, words: RegExp) {
  await page.goto(`/admin/audit?action=${action}`)
  const entry = page.getByRole('row', { name: words }).first()
  await expect(entry).toContainText('from 127.0.0.1')
  await entry.getByText(/\d values?/).click()
  return entry
}

test('each settings change is in the audit log with before and after', async ({ browser, page, site }) => {
  await site.visit(page, admin, base)
  await page.getByRole('main').getByRole('link', { name: 'Programme', exact: true }).click()
  await page.getByLabel('Address of the staff').fill('the team')
  await page.getByLabel('Name of the programme').fill('Night Desk')
  await press(page, 'Preview')
  await expect(page.getByRole('link', { name: /Enter one address/ })).toBeVisible()
  await expect(page.getByLabel('Name of the programme')).toHaveValue('Night Desk')
  await page.getByLabel('Address of the staff').fill('team@desk.example')
  await press(page, 'Preview')
  await press(page, 'Save')
  await done(page, 'Saved. Every page and email uses it from now on.')
  await expect(page).toHaveTitle(/Night Desk$/)
  const programme = await findEntry(page, 'settings.saved', /Settings changed/)
  await expect(programme.getByRole('row', { name: /^Name of the programme/ })).toHaveText(
    'Name of the programmeActions DeskNight Desk',
  )

  await page.goto(`${base}/deadlines`)
  // Another admin saves during the edit; the page must not overwrite that.
  site.change("insert into settings (key, value) values ('drillDays', '77')")
  await page.getByLabel('Days to complete a missing field').fill('21')
  await press(page, 'Save')
  await expect(page.getByRole('link', { name: /Someone else has saved these settings/ })).toBeVisible()
  await expect(page.getByText('77 days', { exact: true })).toBeVisible()
  await page.getByLabel('Days between drills').fill('77')
  await press(page, 'Save')
  await done(page, 'Saved. It applies from now on.')
  const deadlines = await findEntry(page, 'settings.saved', /Settings changed/)
  await expect(deadlines.getByRole('row', { name: /^Days/ })).toHaveText(
    'Days to complete a missing field1421',
  )

  await page.goto(`${base}/staff`)
  await page.getByLabel('Email address').fill('zoe@desk.example')
  await page.getByLabel('Language of the email').selectOption('it')
  await press(page, 'Send the invitation')
  await done(page, 'The invitation is on its way.')
  await expect(page.getByRole('row', { name: /zoe@desk.example/ })).toContainText('Support')
  await site.mailTo('zoe@desk.example')
  await press(page, 'Send again to zoe@desk.example')
  await expect(page.getByRole('row', { name: /zoe@desk.example/ }).getByRole('status')).toHaveText(
    'A new invitation is on its way. The old link no longer works.',
  )
  const { subject, text } = await site.mailTo('zoe@desk.example')
  expect(subject).toBe('Invito nel team di Night Desk')
  const zoe = await site.open(browser)
  await zoe.goto(/http\S+\/invitations\/[\w-]+/.exec(text)?.[0] ?? '')
  await expect(zoe.getByRole('heading', { level: 1 })).toHaveText('Join the Night Desk team')
  await zoe.getByLabel('Your name').fill('Zoe Neri')
  await press(zoe, 'Accept invitation')
  // The link joins her; staff pages need a code of her own.
  await expect(zoe.getByText('Accedi per aprire le pagine dello staff').first()).toBeVisible()
  await page.goto(`${base}/staff`)
  await page.getByRole('link', { name: 'Change: Zoe Neri' }).click()
  // The previous page also has a radio button of that name.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zoe Neri')
  await page.getByRole('radio', { name: 'Admin' }).check()
  await press(page, 'Save the role')
  await done(page, 'Role changed.')
  const staff = await findEntry(page, 'staff.changed', /Role of staff changed/)
  await expect(staff).toContainText('zoe@desk.example')
  await expect(staff.getByRole('row', { name: /^Role/ })).toHaveText('RoleSupportAdmin')
  site.markBouncing(['team@desk.example', 'zoe@desk.example'])
  await page.goto(`${base}/programme`)
  await expect(page.getByText('all staff get it instead')).toBeVisible()
  await press(page, 'Try this address again')
  await done(page, 'Email to staff goes to team@desk.example again. If it bounces, it will be marked again.')
  await expect(page.getByText('all staff get it instead')).toBeHidden()
  site.markBouncing(['team@desk.example'])
  await page.goto(`${base}/staff`)
  await page.getByRole('link', { name: 'Change: Zoe Neri' }).click()
  await expect(page.getByText('Email to this address is bouncing.')).toBeVisible()
  await press(page, 'Remove from staff')
  await done(page, 'This person is no longer on the staff.')

  await page.goto(`${base}/types`)
  await page.getByRole('link', { name: 'New integration type' }).click()
  await page.getByLabel('Name in English').fill('Gift cards')
  await page.getByLabel('Name in Italian').fill('Carte regalo')
  await page.getByRole('radio', { name: 'Optional' }).check()
  await press(page, 'Add type')
  await done(page, 'Integration type added.')
  await page.getByRole('link', { name: 'Change: Gift cards' }).click()
  await page.getByLabel('Position').selectOption({ label: 'First' })
  await press(page, 'Save')
  await expect(page.getByRole('row').nth(1)).toContainText('Gift cards')
  await page.getByRole('link', { name: 'Change: Gift cards' }).click()
  await press(page, 'Delete this type')
  await done(page, 'Integration type deleted.')
})

test('a stricter type shows whom it concerns, then mails their owners', async ({ page, site }) => {
  site.change(
    "update accounts set integration_type_id = 'things-to-do' where slug = 'poliambulatorio-levante'",
  )
  site.change(`update contact_revisions set content = json_set(content, '$."merchant-issues"', json('[]'))`)
  await site.visit(page, admin, `${base}/types/things-to-do`)
  await expect(page.getByText('You can delete it when no account has this type.')).toBeVisible()
  await page.getByRole('radio', { name: 'Required' }).check()
  await press(page, 'See what changes')
  await expect(page.getByText('1 account will lack it')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Poliambulatorio Levante' })).toBeVisible()
  await page.getByRole('button', { name: 'Change for 1 account' }).click()
  await done(page, /^Rule changed. 1 account now has a deadline/)
  expect((await site.mailTo(elena)).text).toContain('merchant issues')
  const entry = await findEntry(page, 'type.rule-changed', /Rule of an integration type changed/)
  await expect(entry.getByRole('row', { name: /^Merchant issues contact/ })).toHaveText(/OptionalRequired$/)
  await page.goto('/admin/accounts/poliambulatorio-levante')
  await expect(page.getByText(/1 missing/).first()).toBeVisible()
})

eachWay(plainFirst('the forms are plain'), () => {
  test('after an upgrade an admin chooses what partners can add', async ({ page, site }) => {
    site.change("insert or replace into settings (key, value) values ('allowedKinds', 'null')")
    await site.visit(page, admin, base)
    const told = page.getByText('Partners can’t add endpoints yet')
    await expect(told).toBeVisible()
    await page.getByRole('link', { name: 'Choose', exact: true }).click()
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
    for (const name of ['ntfy', 'Webhook']) await page.getByRole('checkbox', { name, exact: true }).check()
    await press(page, 'Save')
    await done(page, 'Saved. It applies from now on.')
    await expect(told).toHaveCount(0)
    await expect(page.getByText('Webhook, ntfy', { exact: true })).toBeVisible()
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2)
    const entry = await findEntry(page, 'settings.saved', /Settings changed/)
    await expect(entry.getByRole('row', { name: /^Kinds of endpoints/ })).toContainText('Webhookntfy')
  })
})

test('support reads most settings, and finds nothing there to change', inAll, async ({ page, site }) => {
  await site.visit(page, support, base)
  await expect(page.getByRole('main').getByRole('link', { name: 'Routing' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Event sources' })).toHaveCount(0)
  for (const path of ['programme', 'deadlines', 'endpoints', 'staff', 'types', 'routing']) {
    await page.goto(`${base}/${path}`)
    await expect(page.getByText(/admins can change this/i)).toBeVisible()
    await expect(page.locator('main form')).toHaveCount(0)
    await expect(page.getByRole('link', { name: /^Change/ })).toHaveCount(0)
  }
})

test('an admin sets the support address and the privacy notice', inAll, async ({ page, context, site }) => {
  await site.visit(page, admin, `${base}/programme`)
  await page.getByLabel('Address of support').fill('help@desk.example')
  await page.getByLabel('Privacy notice in English').fill('We hold your address.\nAsk us for it.')
  await press(page, 'Preview')
  await press(page, 'Save')
  await done(page, /^Saved/)
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Privacy' }).click()
  await expect(page).toHaveURL(/\/privacy$/)
  await expect(page.getByText('We hold your address.')).toBeVisible()
  site.change("update settings set value = '\"https://desk.example/privacy\"' where key = 'privacyEn'")
  await page.goto('/help')
  const link = page.getByRole('link', { name: 'Privacy' })
  await expect(link).toHaveAttribute('href', 'https://desk.example/privacy')
})

eachWay(plainFirst('the forms are plain'), () => {
  test('a refused logo names its field, and the offered colour stays', inAll, async ({ page, site }) => {
    await site.visit(page, admin, `${base}/programme`)
    const colour = page.getByLabel('Accent colour in the light theme')
    const refuse = async () => {
      const text = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }
      await page.getByLabel('Logo', { exact: true }).setInputFiles(text)
    }
    await colour.fill('#ffd600')
    await refuse()
    await press(page, 'Preview')
    await expect(page.getByRole('link', { name: /^Logo: Choose a PNG file/ })).toBeVisible()
    // Without JavaScript the browser forgets the file.
    await refuse()
    await press(page, 'Use #816b00')
    await expect(page.getByRole('link', { name: /^Logo: Choose a PNG file/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /its contrast is/ })).toHaveCount(0)
    await expect(colour).toHaveValue('#816b00')
    await page.getByLabel('Logo', { exact: true }).setInputFiles([])
    await press(page, 'Preview')
    await expect(page.getByText('Nothing is saved yet.')).toBeVisible()
  })
})

eachWay(plainForms, () => {
  test.use({ colorScheme: 'dark' })

  test(
    'an admin previews an accent and saves the nearest readable one',
    inAll,
    async ({ browser, page, site }) => {
      await site.visit(page, admin, `${base}/programme`)
      await page.getByLabel('Accent colour in the light theme').fill('#ffd600')
      await page.getByLabel('Address of support').fill('help@desk.example')
      await press(page, 'Preview')
      await expect(page.getByRole('link', { name: /its contrast is 1.2 to 1/ })).toBeVisible()
      await press(page, 'Use #816b00')
      await expect(page.getByText('Nothing is saved yet.')).toBeVisible()
      await expect(page.getByRole('img', { name: 'A page in the dark theme' })).toBeVisible()
      await press(page, 'Keep editing')
      await expect(page.getByLabel('Address of support')).toHaveValue('help@desk.example')
      await page.getByLabel('Accent colour in the dark theme').fill('ffd600')
      await press(page, 'Preview')
      const light = page.getByRole('img', { name: 'A page in the light theme' })
      await expect(light.getByText('Check contacts')).toHaveCSS('background-color', 'rgb(129, 107, 0)')
      await expect(light).toHaveCSS('background-color', /^(lab\(97|oklch\(0\.98)/)
      await press(page, 'Save')
      await done(page, /^Saved/)

      const visitor = await site.open(browser, undefined, { colorScheme: 'dark' })
      await visitor.goto('/sign-in')
      await expect(visitor.getByRole('main').getByRole('button').last()).toHaveCSS(
        'background-color',
        'rgb(255, 214, 0)',
      )
      await visitor.goto('/brands/poliambulatorio-levante')
      await expect(visitor.getByRole('button')).toHaveCSS('background-color', 'rgb(255, 214, 0)')
      site.change("delete from settings where key like 'accent%'")
    },
  )

  test(
    'an admin previews a logo and saves it; pages, icons and mails have it',
    inAll,
    async ({ page, site }) => {
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="red" d="M0 0h8v8H0z"/></svg>'
      const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer })
      await site.visit(page, admin, `${base}/programme`)
      await page.getByLabel('Logo as SVG').setInputFiles(file('logo.svg', 'image/svg+xml', Buffer.from(svg)))
      await page
        .getByLabel('Logo', { exact: true })
        .setInputFiles(file('logo.png', 'image/png', Buffer.from(svg)))
      await press(page, 'Preview')
      await expect(page.getByRole('link', { name: /Choose a PNG file/ })).toBeVisible()
      // The SVG that was sent is still there.
      await expect(page.getByRole('img', { name: 'Current picture' })).toHaveAttribute('src', /\.svg$/)
      await page.getByLabel('Logo', { exact: true }).setInputFiles(file('logo.png', 'image/png', discFile))
      await press(page, 'Preview')
      await expect(page.getByRole('img', { name: 'Icons of browsers and home screens' })).toBeVisible()
      expect(
        await drawnWidths(page.getByRole('img', { name: /^(A page|An email|Icons)/ }).locator('img')),
      ).not.toContain(0)
      await press(page, 'Save')
      await done(page, /^Saved/)

      const mark = page.getByRole('banner').getByRole('link', { name: 'Actions Desk' }).locator('img')
      expect(await drawnWidths(mark)).not.toContain(0)
      await press(page, 'Send a test email')
      await confirmSending(page)
      const { html } = await site.mailTo(admin)
      expect(html).toMatch(/<img src="cid:logo@recapito" width="32" height="32" alt=""/)
      await site.visit(page, giulia, gate)
      const behind = page.locator('[data-locked-portal] img')
      await expect(behind).toHaveCount(1)
      expect(await drawnWidths(behind)).not.toContain(0)
      await page.goto('/brands/poliambulatorio-levante')
      await expect(page.locator('footer img')).toHaveCount(1)
      expect(await drawnWidths(page.locator('footer img'))).not.toContain(0)
      site.change("delete from settings where key like 'logo%'")
    },
  )
})
