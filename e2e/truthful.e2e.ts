import { control, edit, submit } from './contact-form.ts'
import { expect, test } from './fixtures.ts'
import { codeIn, linkIn } from './mailbox.ts'
import { askForCode, enterCode } from './site.ts'

test.use({ sharesServer: true })

const account = '/accounts/poliambulatorio-levante'
const elena = 'elena@levante.example'
const paolo = 'paolo@levante.example'

test('the Sandbox bar says what differs and what is real', async ({ page, context, site }) => {
  await site.enter(context, elena, 'en')
  await page.goto(`${account}/configuration/contact-information?env=sandbox`)
  const bar = page.getByRole('banner')
  await expect(bar).toContainText('its notices send no email')
  await expect(bar).toContainText('alert contacts are read-only')
  await expect(bar).toContainText('changes, cases and tests are real and send email')

  await edit(page, 'technical')
  await control(page, 'technical.0.address').fill('new-tech@levante.example')
  await submit(page)
  await expect(page.getByText('Contact information saved')).toBeVisible()
  expect((await site.mailTo('new-tech@levante.example')).subject).toContain('confirm')
  await page.goto(`${account}/notices/test?env=sandbox`)
  await page.getByRole('button', { name: 'Send test notice to: Technical non-emergency contacts' }).click()
  expect((await site.mailTo('new-tech@levante.example')).subject).toContain('Test:')
})

test('a viewer is offered nothing that only editors may do', async ({ page, context, site }) => {
  site.setRole(paolo, 'viewer')
  await site.enter(context, paolo, 'en')
  const main = page.locator('main')
  for (const path of ['', '/notices', '/notices/test', '/notices?state=closed']) {
    await page.goto(account + path)
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(main.getByRole('link', { name: 'Send a test notice' })).toHaveCount(0)
    await expect(main.getByRole('link', { name: /^Change/ })).toHaveCount(0)
    await expect(main.getByRole('button', { name: /^Send test notice/ })).toHaveCount(0)
  }
  // An editor sees the action.
  site.setRole(paolo, 'editor')
  await page.goto(account)
  await expect(main.getByRole('link', { name: 'Send a test notice' })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Change contacts' })).toBeVisible()
})

test('the overview begins with the unacknowledged emergency', async ({ page, context, site }) => {
  site.change("update users set locale = 'en' where email_key = ?", elena)
  const [emergency] = site.rows<{ id: string }>(
    "select n.id from notices n join accounts a on a.id = n.account_id where a.slug = 'poliambulatorio-levante' and n.kind = 'event' and n.environment = 'production' order by n.first_seen_at limit 1",
  )
  site.change(
    "update notices set category = 'emergency', state = 'open', closed_at = null, closed_how = null, acknowledged_at = null, due_at = ? where id = ?",
    Date.now() + 3_600_000,
    emergency?.id,
  )
  await site.enter(context, elena)
  await page.goto(account)
  const first = page.locator(`a[href^="${account}/notices/0"]`).first()
  await expect(first).toHaveAttribute('href', `${account}/notices/${emergency?.id}`)
})

test('a used code or link says that it signed the person in, and leads on', async ({ page, site }) => {
  site.change("update users set locale = 'en' where email_key = ?", elena)
  await askForCode(page, elena)
  const mail = await site.mailTo(elena)
  const stale = await page.context().newPage()
  await stale.goto('/sign-in/code?next=%2Fsettings')
  await stale.locator('input[name=code]').waitFor()
  await enterCode(page, codeIn(mail))
  await page.waitForURL(new RegExp(account))

  // The other tab still shows the field: the same code continues there too.
  await enterCode(stale, codeIn(mail))
  await stale.waitForURL(/\/settings$/)
  for (const path of ['/sign-in/code', linkIn(mail, '/sign-in/link/')]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed in')
    await expect(page.getByText('no longer valid')).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Open the portal' })).toHaveAttribute('href', '/')
  }
})

test('a person without mail finds help and an address to write to', async ({ page, site }) => {
  const help = page.getByRole('link', { name: 'What to do when an email does not arrive' })
  for (const path of [
    '/sign-in',
    '/sign-in?problem=refused&with=google',
    '/sign-in/code',
    '/sign-in/link/none',
  ]) {
    await page.goto(path)
    await expect(help).toBeVisible()
  }
  await page.goto('/help')
  await expect(page.locator('main a[href^="mailto:"]')).toHaveCount(0)
  site.change("insert into settings (key, value) values ('supportAddress', '\"help@desk.example\"')")
  await askForCode(page, 'nobody@desk.example')
  await page.getByText('Nothing arrived?').click()
  await help.click()
  await expect(page).toHaveURL(/\/help#mail$/)
  await expect(page.getByText('Still nothing? Write to help@desk.example')).toBeVisible()
  await expect(page.getByRole('link', { name: 'help@desk.example' }).first()).toHaveAttribute(
    'href',
    'mailto:help@desk.example',
  )
})

test('an admin sets the support address and the privacy notice', async ({ page, context, site }) => {
  const admin = 'admin@actions-desk.example'
  await site.enter(context, admin, 'en')
  await page.goto('/admin/settings/programme')
  await page.getByLabel('Address of support').fill('help@desk.example')
  await page.getByLabel('Privacy notice in English').fill('We hold your address.\nAsk us for it.')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toContainText('Saved.')
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Privacy' }).click()
  await expect(page).toHaveURL(/\/privacy$/)
  await expect(page.getByText('We hold your address.')).toBeVisible()
  site.change("update settings set value = '\"https://desk.example/privacy\"' where key = 'privacyEn'")
  await page.goto('/help')
  await expect(page.getByRole('link', { name: 'Privacy' })).toHaveAttribute(
    'href',
    'https://desk.example/privacy',
  )
})

test('no navigation title moves when another is selected', async ({ page, context, site }) => {
  await site.enter(context, elena, 'it')
  const places = () =>
    page.locator('nav a:visible, nav p:visible').evaluateAll((lines) =>
      lines.map((line) => {
        const range = document.createRange()
        range.selectNodeContents(line)
        const { x, y, width, height } = range.getBoundingClientRect()
        return [x, y, width, height]
      }),
    )
  await page.goto(account)
  const before = await places()
  await page.goto(`${account}/configuration/contact-information?env=production`)
  expect((await places()).slice(0, before.length)).toEqual(before)
})

test('a zone that differs from the browser’s is offered once', async ({ page, context, site }) => {
  const choose = (zone: string) =>
    site.change("update users set locale = 'en', time_zone = ? where email_key = ?", zone, elena)
  const zone = () => site.rows('select time_zone as zone from users where email_key = ?', elena)
  const offer = page.getByText('this device is in Europe/Rome')
  await site.enter(context, elena)
  // Another name of the same clock triggers no question.
  choose('Europe/Berlin')
  await page.goto(account)
  await expect(page.getByText('Times are shown in Europe/Berlin.')).toBeVisible()
  await expect(offer).toHaveCount(0)
  choose('America/New_York')
  await page.goto(account)
  await expect(offer).toBeVisible()
  await page.getByRole('button', { name: 'Keep America/New_York' }).click()
  await expect(offer).toHaveCount(0)
  await page.goto('/settings')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  await expect(offer).toHaveCount(0)
  choose('Asia/Tokyo')
  await page.goto(account)
  await page.getByRole('button', { name: 'Use this device’s zone' }).click()
  await expect(page.getByText('Times are shown in Europe/Rome.')).toBeVisible()
  await expect(offer).toHaveCount(0)
  expect(zone()).toEqual([{ zone: 'Europe/Rome' }])
})
