import { giulia } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, plainForms, test } from './fixtures.ts'
import { codeIn, linkIn } from './mailbox.ts'
import { askForCode, enterCode } from './site.ts'

const inAll = onlyInAll('lib/changes/sign-in holds codes and links; journeys sign in by both')

eachWay(plainFirst('the forms are plain; the gate’s tests with JavaScript sign in by them too'), () => {
  test('a code signs in, after a wrong one that is kept and explained', async ({ page, site }) => {
    await page.goto('/sign-in')
    await page.locator('input[name=email]').fill('giulia at clinica')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await expect(page.getByText('Enter one address, such as').first()).toBeVisible()
    await expect(page.locator('input[name=email]')).toHaveValue('giulia at clinica')
    await page.locator('input[name=email]').fill(giulia)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await expect(page).toHaveURL(`${site.url}/sign-in/code`)
    await expect(page.getByRole('main')).toContainText(giulia)
    await expect(page.locator('input[name=code]')).toBeFocused()
    const code = codeIn(await site.mailTo(giulia))
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0')
    await page.locator('input[name=code]').fill(wrong)
    await page.getByRole('button', { name: 'Sign in' }).click()
    const summary = page.getByRole('region', { name: 'Please check this first' })
    await expect(summary.getByRole('link')).toHaveText(/^Code: This code is not right\./)
    await expect(page.locator('input[name=code]')).toHaveAttribute('aria-invalid', 'true')
    await page.locator('input[name=code]').fill(`${code.slice(0, 4)} ${code.slice(4)}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/accounts\/clinica-aurora\/onboarding$/)
    const cookies = (await page.context().cookies()).map(({ name }) => name)
    expect(cookies.filter((name) => name.startsWith('recapito.'))).toEqual([
      'recapito.browser',
      'recapito.session',
    ])
  })
})

eachWay(plainForms, () => {
  test('a link signs in once its button is pressed', async ({ page, site, request }) => {
    await askForCode(page, giulia, '/settings')
    const link = linkIn(await site.mailTo(giulia), '/sign-in/link')
    // Mail scanners open the link first.
    for (let times = 0; times < 3; times++) expect((await request.get(link)).status()).toBe(200)
    await page.goto(link)
    await expect(page.getByRole('main')).toContainText(giulia)
    expect(site.rows('select id from sessions')).toEqual([])
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`${site.url}/settings`)
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed in')
    await page.context().clearCookies()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link is no longer valid')
  })

  test('five wrong codes end it, and the page explains the next step', async ({ page, site }) => {
    await askForCode(page, giulia)
    const code = codeIn(await site.mailTo(giulia))
    for (const tried of [0, 4]) {
      site.change('update challenges set wrong_codes = ?', tried)
      await enterCode(page, String((Number(code) + 1) % 100_000_000).padStart(8, '0'))
      // The answer has arrived once the field loses the focus.
      await expect(page.locator('input[name=code]:focus')).toHaveCount(0)
      if (tried === 0) await expect(page.getByText('This code is not right.').first()).toBeVisible()
    }
    await expect(page.getByText('no longer valid').first()).toBeVisible()
    await page.getByRole('link', { name: 'Get a new code' }).click()
    await expect(page).toHaveURL(`${site.url}/sign-in`)
  })
})

test('an unknown address gets the same answer, no sooner, and no mail', async ({ page, site }) => {
  const ask = async (email: string) => {
    await page.context().clearCookies()
    await askForCode(page, email)
    return (await page.getByRole('main').textContent())?.replaceAll(email, '…')
  }
  const known = await ask(giulia)
  await site.mailTo(giulia)
  expect(await ask('nobody@elsewhere.example')).toBe(known)
  expect(await site.mail()).toHaveLength(1)
})

test('a code works only in the browser that asked for it', async ({ page, site, browser }) => {
  await askForCode(page, giulia)
  const other = await site.open(browser)
  await other.goto('/sign-in/code')
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Your code is no longer valid')
})

test.describe('the browser’s time zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' })

  test('is stored for a person without one, and replaces none', inAll, async ({ page, site }) => {
    site.change('update users set time_zone = null where email_key = ?', giulia)
    await site.signIn(page, giulia)
    const zone = () => site.rows('select time_zone as zone from users where email_key = ?', giulia)
    expect(zone()).toEqual([{ zone: 'Asia/Tokyo' }])
    site.change("update users set time_zone = 'Europe/Rome' where email_key = ?", giulia)
    await page.context().clearCookies()
    await site.signIn(page, giulia)
    expect(zone()).toEqual([{ zone: 'Europe/Rome' }])
  })
})

test('signing in leads only to one of our own pages', async ({ page, site }) => {
  await page.goto('/sign-in?next=//evil.example/accounts')
  await page.locator('input[name=email]').fill(giulia)
  await page
    .locator('input[name=next]')
    .first()
    .evaluate((input) => input.setAttribute('value', '//evil.example'))
  await page.locator('input[name=email]').press('Enter')
  await enterCode(page, codeIn(await site.mailTo(giulia)))
  await expect(page).toHaveURL(`${site.url}/accounts/clinica-aurora/onboarding`)
})

test('a used code or link says that it signed the person in, and leads on', inAll, async ({ page, site }) => {
  site.change("update users set locale = 'en' where email_key = ?", giulia)
  await askForCode(page, giulia)
  const mail = await site.mailTo(giulia)
  const stale = await page.context().newPage()
  await stale.goto('/sign-in/code?next=%2Fsettings')
  await stale.locator('input[name=code]').waitFor()
  await enterCode(page, codeIn(mail))
  await page.waitForURL(/\/accounts\//)

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

test('a person without mail finds help and an address to write to', inAll, async ({ page, site }) => {
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
