import type { Page } from '@playwright/test'
import { findFaults } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { findForm, hiddenFields } from './form-post.ts'
import type { Site } from './site.ts'

test.use({ sharesServer: true })

const admin = 'admin@actions-desk.example'
const list = '/admin/settings/sources'
const event = {
  account: 'poliambulatorio-levante',
  category: 'production-alert',
  summary: 'Feed error rate 23 %',
}

async function enterAs(page: Page, site: Site, email: string) {
  site.change("update users set locale = 'en'")
  await page.context().clearCookies()
  await site.enter(page.context(), email)
}

async function make(page: Page, name: string): Promise<string> {
  await page.goto(`${list}/new`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Make the source' }).click()
  await expect(page.getByRole('heading', { name: 'The source is made' })).toBeVisible()
  return (await page.locator('code').first().textContent()) ?? ''
}

/** Without JavaScript the browser will not show the answer to a form again without asking, which it cannot do here. */
const goBack = (page: Page) => page.goBack().catch(() => undefined)

const send = async (site: Site, key: string) =>
  (
    await fetch(`${site.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    })
  ).status

const sources = (site: Site) =>
  site.rows<{ id: string; revoked_at: number | null }>('select * from event_sources order by created_at')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an admin makes a key, which is shown once, works, and works no more once it is revoked', async ({
      page,
      site,
    }) => {
      const before = sources(site).length
      await enterAs(page, site, admin)
      const key = await make(page, 'Alertmanager, Milan')
      expect(key).toMatch(/^[a-z0-9]{32}$/)
      await expect(page.getByText(`credentials: ${key}`)).toBeVisible()
      expect(page.url()).toBe(`${site.url}${list}/new`)
      expect(await send(site, key)).toBe(202)
      expect((await site.mailTo('paolo@levante.example')).subject).toContain('Feed error rate 23 %')

      await page.reload()
      await expect(page.locator('form#source')).toBeVisible()
      expect(await page.content()).not.toContain(key)
      if (!javaScriptEnabled)
        await expect(page.getByText('This form has made its source already')).toBeVisible()
      expect(sources(site)).toHaveLength(before + 1)

      await page.goto(list)
      const row = page.getByRole('row', { name: /Alertmanager, Milan/ })
      await expect(row).toContainText(`key ends in ${key.slice(-4)}`)
      await expect(row).toContainText('Lorenzo Vitali')
      await expect(row).toContainText('events:write')
      expect(await page.content()).not.toContain(key)

      await row.getByRole('link', { name: 'Revoke: Alertmanager, Milan' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Revoke Alertmanager, Milan?')
      expect(await send(site, key)).toBe(202)
      await page.getByRole('button', { name: 'Revoke the source' }).click()
      await expect(page.getByRole('status').first()).toHaveText(/Its key is refused from now on/)
      await expect(page.getByRole('row', { name: /Alertmanager, Milan/ })).toContainText('Revoked')
      expect(await send(site, key)).toBe(401)

      const kept = ['event_sources', 'audit_entries', 'outbox', 'events', 'notices']
      for (const table of kept) expect(JSON.stringify(site.rows(`select * from ${table}`))).not.toContain(key)
      expect(site.server.log()).not.toContain(key)
    })

    test('going back does not show the key again, and makes no second source', async ({ page, site }) => {
      const before = sources(site).length
      await enterAs(page, site, admin)
      const key = await make(page, 'Grafana')
      await page.getByRole('link', { name: 'All event sources' }).click()
      await expect(page.getByRole('row', { name: /Grafana/ })).toBeVisible()
      await goBack(page)
      await expect(async () => expect(await page.content()).not.toContain(key)).toPass()
      await page.goto(list)
      await goBack(page)
      await expect(async () => expect(await page.content()).not.toContain(key)).toPass()
      expect(sources(site)).toHaveLength(before + 1)
    })

    test('what is missing or wrong is said, and nothing typed is lost', async ({ page, site }) => {
      await enterAs(page, site, admin)
      await page.goto(`${list}/new`)
      await page.getByLabel('Send events').uncheck()
      await page.getByLabel('Label that names the account').fill('partner')
      await page.getByLabel('Last day').fill('2020-01-31')
      await page.getByRole('button', { name: 'Make the source' }).click()
      await expect(page.getByRole('link', { name: 'Please fill this in.' })).toBeVisible()
      await expect(page.getByRole('link', { name: 'Please choose at least one.' })).toBeVisible()
      await expect(page.getByLabel('Send events')).not.toBeChecked()
      await page.getByLabel('Name', { exact: true }).fill('Mail server')
      await page.getByLabel('Report bounces').check()
      await page.getByLabel('Read metrics').check()
      await page.getByRole('button', { name: 'Make the source' }).click()
      await expect(page.getByRole('link', { name: /This day has passed/ })).toBeVisible()
      await expect(page.getByLabel('Report bounces')).toBeChecked()
      await expect(page.getByLabel('Send events')).not.toBeChecked()
      await page.getByLabel('Last day').fill('2099-01-31')
      await page.getByRole('button', { name: 'Make the source' }).click()
      await expect(page.getByRole('heading', { name: 'The source is made' })).toBeVisible()
      const [made] = site.rows("select * from event_sources where name = 'Mail server'")
      expect(made).toMatchObject({
        scopes: JSON.stringify(['bounces:write', 'metrics:read']),
        account_label: 'partner',
        expires_at: Date.UTC(2099, 1, 1) - 1,
      })
    })
  })
}

test('the page with the key is kept nowhere, and the key is copied by a button', async ({
  page,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await enterAs(page, site, admin)
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  const key = await make(page, 'Grafana')
  expect((await answered).headers()['cache-control']).toContain('no-store')
  await expect(page.getByRole('region', { name: 'The source is made' })).toBeFocused()
  expect(await findFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.getByRole('button', { name: 'Copy the key' }).click()
  await expect(page.getByRole('button', { name: 'Copied.' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  const cookies = (await context.cookies()).map(({ value }) => value).join()
  expect(cookies).not.toContain(key)
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')))
  await expect(page.getByText('The key was shown here and cannot be shown again.')).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  expect(stored).not.toContain(key)
})

test('pressing twice at once makes one source, and its key stays', async ({ page, site }) => {
  await enterAs(page, site, admin)
  await page.goto(`${list}/new`)
  await page.getByLabel('Name', { exact: true }).fill('Grafana')
  const answers: string[] = []
  page.on('response', (answer) => answer.request().method() === 'POST' && answers.push(answer.url()))
  await page.locator('form#source').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    form.requestSubmit()
  })
  await expect(page.getByRole('heading', { name: 'The source is made' })).toBeVisible()
  await expect(page.getByText(/^[a-z0-9]{32}$/)).toBeVisible()
  expect(answers).toHaveLength(1)
  expect(site.rows("select id from event_sources where name = 'Grafana'")).toHaveLength(1)
})

test('a key that has expired is refused, and the list says so', async ({ page, site }) => {
  await enterAs(page, site, admin)
  const key = await make(page, 'Grafana')
  site.change("update event_sources set expires_at = ? where name = 'Grafana'", Date.now() - 1000)
  expect(await send(site, key)).toBe(401)
  await page.goto(list)
  await expect(page.getByRole('row', { name: /Grafana/ })).toContainText('Expired')
  await page.getByRole('link', { name: 'Revoke: Grafana' }).click()
  await page.getByRole('button', { name: 'Revoke the source' }).click()
  await expect(page.getByRole('row', { name: /Grafana/ })).toContainText('Revoked')
})

test('support sees no sources, and their forged posts make and revoke none', async ({
  page,
  site,
  request,
}) => {
  await enterAs(page, site, admin)
  await make(page, 'Grafana')
  const [source] = site.rows<{ id: string }>("select id from event_sources where name = 'Grafana'")
  const cookieOf = async (email: string) => {
    await enterAs(page, site, email)
    return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  }
  const asAdmin = await cookieOf(admin)
  const asSupport = await cookieOf('support@actions-desk.example')
  for (const [path, field, typed] of [
    [
      `${list}/new`,
      'scopes',
      { name: 'Mine', scopes: 'events:write', defaultCategory: '', accountLabel: '', expires: '' },
    ],
    [`${list}/${source?.id}/revoke`, 'source', {}],
  ] as const) {
    const before = sources(site)
    const seen = await request.get(path, { headers: { cookie: asSupport } })
    expect(seen.status(), path).toBe(404)
    const html = await (await request.get(path, { headers: { cookie: asAdmin } })).text()
    const multipart = { ...hiddenFields(findForm(html, field)), ...typed }
    expect(Object.keys(multipart).some((name) => name.startsWith('$ACTION'))).toBe(true)
    await request.post(path, { headers: { cookie: asSupport, origin: site.url }, multipart, maxRedirects: 0 })
    expect(sources(site), path).toEqual(before)
    await request.post(path, { headers: { cookie: asAdmin, origin: site.url }, multipart, maxRedirects: 0 })
    expect(sources(site), path).not.toEqual(before)
  }
})
