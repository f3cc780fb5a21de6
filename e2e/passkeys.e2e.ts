import type { Page } from '@playwright/test'
import { addDevice } from './authenticator.ts'
import { findFaults, injectAxe } from './axe.ts'
import { admin, elena, giulia, levante, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { keyboard } from './hands.ts'
import { fill, listRoutes } from './routes.ts'

const inAll = onlyInAll('lib/identity/passkeys holds when mail helps; the journeys sign in with a passkey')

test.use({ serverHost: 'localhost', contextOptions: { reducedMotion: 'reduce' } })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('a partner adds passkeys and signs in with one, by keyboard alone', async ({ page, site }) => {
  site.change("update users set locale = 'en'")
  await injectAxe(page)
  const laptop = await addDevice(page)
  await site.visit(page, elena, levante)
  await expect(page.getByRole('heading', { name: 'Protect this account with a passkey' })).toBeVisible()
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await expect(page).toHaveURL(/\/settings#passkeys$/)

  await keyboard.press(page, 'Add a passkey')
  await expect(page.getByRole('status')).toContainText('Passkey added.')
  const passkeys = page.getByRole('list', { name: 'Your passkeys' }).getByRole('listitem')
  await expect(passkeys).toHaveText([/^Chrome on Linux.*Shown in this session/])
  expect((await site.mailTo(elena)).text).toContain('The passkey “Chrome on Linux” was added.')

  await press(page, 'Add a passkey')
  await expect(page.getByText('You already have a passkey on this device.')).toBeVisible()
  await laptop.remove()
  await addDevice(page)
  const name = page.locator('#passkey-add-name')
  await name.fill(' ')
  await press(page, 'Add a passkey')
  await expect(page.getByText('Write a name that tells you where this passkey is.').first()).toBeVisible()
  await name.fill('Phone')
  await press(page, 'Add a passkey')
  await expect(passkeys).toHaveCount(2)
  expect((await site.mailTo(elena)).subject).toContain('was added')

  await passkeys.filter({ hasText: 'Chrome' }).locator('summary').click()
  const old = page.getByRole('button', { name: 'Remove the passkey Chrome on Linux' })
  await passkeys.filter({ hasText: 'Chrome' }).getByLabel('Name of the passkey').fill('Old laptop')
  await press(page, 'Save name')
  await expect(passkeys).toContainText([/Phone/, /Old laptop/])
  await page.goto('/settings')
  expect(await findFaults(page)).toEqual([])
  await passkeys.filter({ hasText: 'Old laptop' }).locator('summary').click()
  await page.getByRole('button', { name: 'Remove the passkey Old laptop' }).click()
  await expect(page.getByRole('status')).toContainText('Passkey removed.')
  await expect(old).toHaveCount(0)
  await expect(passkeys).toHaveCount(1)
  expect((await site.mailTo(elena)).text).toContain('The passkey “Old laptop” was removed.')

  await page.context().clearCookies()
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await keyboard.press(page, 'Sign in with a passkey')
  await expect(page).toHaveURL(`${site.url}/settings`)
  await expect(page.getByText(/^Passkey, /).first()).toBeVisible()

  // An old session must first prove the person's identity.
  const old11 = Date.now() - 11 * 60_000
  site.change('update sessions set created_at = ?, passkey_at = ?', old11, old11)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
  const own = page.getByRole('region', { name: 'Passkeys' })
  await own.getByRole('button', { name: 'Show a passkey' }).click()
  await expect(page.getByRole('status')).toContainText('Thank you.')
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeVisible()

  // The form of an endpoint has the proof at its end.
  site.change('update sessions set created_at = ?, passkey_at = ?', old11, old11)
  await page.goto(`${levante}/configuration/endpoints/new?kind=slack`)
  await expect(page.getByLabel('Code from your email')).toHaveCount(0)
  await page.getByLabel('Webhook address').fill('http://chat.example.net/hooks/x')
  await page.getByLabel('Label').fill('Rota')
  await press(page, 'Add and send the code')
  await expect(page.getByRole('link', { name: /Use an https address/ })).toBeVisible()
  await expect(page.getByLabel('Label')).toHaveValue('Rota')
  await page.getByLabel('Webhook address').fill('https://chat.example.net/hooks/x')
  await press(page, 'Add and send the code')
  await expect(page.getByRole('status')).toContainText('Endpoint added')
})

test('a mail session removes no passkey; staff reset a partner’s lost one', async ({
  page,
  site,
  browser,
}) => {
  test.slow()
  site.change("update users set locale = 'en'")
  await injectAxe(page)
  const device = await addDevice(page)
  await site.visit(page, giulia, '/settings')
  await press(page, 'Add a passkey')
  await expect(page.getByRole('status')).toContainText('Passkey added.')
  expect((await site.mailTo(giulia)).text).toContain('was added')

  // By mail: asks for the passkey in place, before the address and before passkeys change.
  await page.context().clearCookies()
  await site.visit(page, giulia, '/settings')
  await expect(page.getByLabel('New address')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Remove the passkey/ })).toHaveCount(0)
  expect(await findFaults(page)).toEqual([])
  await page.getByText('To change your address, first show a passkey').waitFor()
  await page.getByRole('button', { name: 'Show a passkey' }).first().click()
  await expect(page.getByRole('status')).toContainText('you can change your address')
  await page.getByLabel('New address').fill('giulia.nuova@clinica-aurora.example')
  await press(page, 'Send the code')
  await expect(page.getByLabel('Code')).toBeVisible()
  await press(page, 'Keep the old address')

  // Without JavaScript it says why, and what to do about a lost one.
  const bare = await site.open(browser, undefined, { javaScriptEnabled: false })
  await site.signIn(bare, giulia)
  await bare.goto('/settings')
  await expect(bare.getByText('Passkeys need JavaScript').first()).toBeVisible()
  await bare.getByText('Have you lost it?').first().click()
  await expect(bare.getByText('ask support to reset your passkeys').first()).toBeVisible()

  await device.remove()
  const desk = await site.open(browser)
  await site.visit(desk, support, '/admin/accounts/clinica-aurora/members')
  await desk.getByRole('radio', { name: /: one passkey$/ }).check()
  await press(desk, 'Reset their passkeys')
  const done = desk.getByRole('status').filter({ hasText: 'Passkeys reset and sessions ended.' })
  await expect(done).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Reset their passkeys' })).toHaveCount(0)
  await bare.reload()
  await expect(bare).toHaveURL(/\/sign-in\?/)
  expect((await site.mailTo(giulia)).text).toContain('You are signed out everywhere.')

  await addDevice(page)
  await page.context().clearCookies()
  await site.signIn(page, giulia)
  await page.goto('/settings')
  await press(page, 'Add a passkey')
  await expect(page.getByRole('status')).toContainText('Passkey added.')
})

test('a browser without passkeys says so, and the mail signs in', inAll, async ({ page, site, browser }) => {
  const device = await addDevice(page)
  await page.goto('/sign-in')
  await press(page, 'Sign in with a passkey')
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing changed' })).toBeVisible()
  await site.enter(page.context(), elena)
  site.change("update users set locale = 'en'")
  await page.goto('/settings')
  await press(page, 'Add a passkey')
  await expect(page.getByRole('status')).toContainText('added')
  expect((await site.mailTo(elena)).text).toContain('was added')
  site.change('delete from passkeys')
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await press(page, 'Sign in with a passkey')
  await expect(page.getByText('This passkey was not accepted').first()).toBeVisible()
  await device.setUnlocked(false)
  await press(page, 'Sign in with a passkey')
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing changed' })).toBeVisible()

  const old = await site.open(browser)
  await old.addInitScript('delete window.PublicKeyCredential')
  await old.goto('/sign-in')
  await expect(old.getByText('This browser cannot use passkeys here.')).toBeVisible()
  await expect(old.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0)
  const bare = await site.open(browser, undefined, { javaScriptEnabled: false })
  await bare.goto('/sign-in')
  await expect(bare.getByText('The code by email works without it.')).toBeVisible()
  await site.signIn(bare, elena)
  await bare.goto('/settings')
  await expect(bare.getByText('Passkeys need JavaScript')).toBeVisible()
  await bare.goto(levante)
  await press(bare, 'Not now')
  await expect(bare.getByRole('heading', { name: 'Protect this account' })).toHaveCount(0)
})

test.describe('with required staff passkeys', () => {
  test.use({ serverEnvironment: { STAFF_PASSKEYS: 'required' } })

  test('staff pages open only with a passkey', async ({ page, site, browser, request }) => {
    test.slow()
    site.change("update users set locale = 'en'")
    await injectAxe(page)
    await addDevice(page)
    await site.signIn(page, support)
    await expect(page).toHaveURL(`${site.url}/passkey?next=%2Fadmin%2Faccounts`)
    await page.goto('/passkey?next=%2Fadmin%2Fcases')
    expect(await findFaults(page)).toEqual([])
    await keyboard.press(page, 'Add a passkey')
    await expect(page).toHaveURL(`${site.url}/admin/cases`)
    expect((await site.mailTo(support)).text).toContain('was added')

    // After signing in by mail, every page and file leads to the passkey page.
    const cookie = await site.cookie(support)
    const { pages, handlers } = listRoutes()
    const routes = [...pages, ...handlers].filter((route) => route.startsWith('/admin'))
    expect(routes.length).toBeGreaterThan(50)
    for (const path of routes.map((route) => fill(route))) {
      const answer = await request.get(path, { headers: { cookie }, maxRedirects: 0 })
      expect(answer.status(), path).toBe(307)
      // The proxy notes the wanted page, but sees neither uploads nor mails in a frame.
      const next = /\/(upload|mail\.html)$/.test(path) ? '' : `?${new URLSearchParams({ next: path })}`
      expect(answer.headers().location, path).toBe(`/passkey${next}`)
    }
    const sent = await request.post('/admin/accounts/import/upload', {
      headers: { cookie, origin: site.url },
      maxRedirects: 0,
    })
    expect([sent.status(), sent.headers().location]).toEqual([303, '/passkey'])

    await page.context().clearCookies()
    await site.signIn(page, support)
    await page.goto('/passkey?next=%2Fadmin%2Fcases%2F2')
    expect(await findFaults(page)).toEqual([])
    await press(page, 'Show a passkey')
    await expect(page).toHaveURL(`${site.url}/admin/cases/2`)

    // After the passkey is removed, we refuse a form and keep it.
    await page.getByRole('textbox').first().fill('Typed for long')
    const kept = site.rows<Record<string, unknown>>('select * from passkeys')
    site.change("update passkeys set id = 'other'")
    await page.getByRole('textbox').first().press('Tab')
    await page.locator('form:has(textarea) button[type=submit]').first().click()
    await expect(page.getByText('The passkey of this session was removed').first()).toBeVisible()
    await expect(page.getByRole('textbox').first()).toHaveValue('Typed for long')
    site.change('update passkeys set id = ?', kept[0]?.id)

    // A colleague resets it after using their own passkey.
    const desk = await site.open(browser)
    await addDevice(desk)
    await site.signIn(desk, admin)
    await press(desk, 'Add a passkey')
    await expect(desk).toHaveURL(`${site.url}/admin/accounts`)
    await desk.goto('/admin/settings/staff')
    await desk.getByRole('link', { name: 'Change: Grace Whitfield' }).click()
    await press(desk, 'Reset their passkeys')
    await expect(desk.getByRole('status')).toContainText('Passkeys reset and sessions ended')
    expect((await site.mailTo(support)).text).toContain('You are signed out everywhere.')
    await page.goto('/admin/cases')
    await expect(page).toHaveURL(/\/sign-in\?/)
    await desk.goto('/admin/audit?action=passkeys.reset')
    await expect(desk.getByText('Passkeys reset').last()).toBeVisible()
    await site.signIn(page, support)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add your passkey')
    expect(site.rows("select id from outbox where template = 'passkeys-reset'")).toHaveLength(1)

    // A partner account without staff rights needs none.
    site.change(
      "insert into memberships (id, account_id, user_id, role, created_at) select 'm', accounts.id, users.id, 'viewer', 1 from accounts, users where slug = 'poliambulatorio-levante' and email_key = ?",
      support,
    )
    await page.goto(levante)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Poliambulatorio Levante')
    await page.goto('/passkey')
    await expect(page.getByRole('link', { name: 'to your accounts' })).toBeVisible()
  })
})
