import type { Page } from '@playwright/test'
import { sendEvent } from './api.ts'
import { findFaults } from './axe.ts'
import { admin, paolo } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/admin/sources holds the rules; the journeys make, replace and revoke keys')

const list = '/admin/settings/sources'
const event = {
  account: 'poliambulatorio-levante',
  category: 'production-alert',
  summary: 'Feed error rate 23%',
}

async function make(page: Page, name: string): Promise<string> {
  await page.goto(`${list}/new`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create source' }).click()
  await expect(page.getByRole('heading', { name: 'Event source created' })).toBeVisible()
  return (await page.locator('code').first().textContent()) ?? ''
}

/** Without JavaScript a browser asks before it shows a form's answer again, which is impossible here. */
const goBack = (page: Page) => page.goBack().catch(() => undefined)

const send = async (site: Site, key: string) => (await sendEvent(site, event, { key })).status

const sources = (site: Site) => site.rows<{ id: string }>('select * from event_sources order by created_at')

eachWay(plainFirst('the page with the key is the server’s answer'), (javaScriptEnabled) => {
  test('a key is shown once, works, and stops when revoked', async ({ page, site }) => {
    const before = sources(site).length
    await site.enter(page.context(), admin, 'en')
    const key = await make(page, 'Alertmanager, Milan')
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    await expect(page.getByText(`credentials: ${key}`)).toBeVisible()
    expect(page.url()).toBe(`${site.url}${list}/new`)
    expect(await send(site, key)).toBe(202)
    expect((await site.mailTo(paolo)).subject).toContain('Feed error rate 23%')

    await page.reload()
    await expect(page.locator('form#source')).toBeVisible()
    expect(await page.content()).not.toContain(key)
    if (!javaScriptEnabled)
      await expect(page.getByText('This form has already created its source')).toBeVisible()
    expect(sources(site)).toHaveLength(before + 1)

    await page.goto(list)
    const row = page.getByRole('row', { name: /Alertmanager, Milan/ })
    await expect(row).toContainText(`ends in ${key.slice(-4)}`)
    await expect(row).toContainText('Lorenzo Vitali')
    await expect(row).toContainText('events:write')
    expect(await page.content()).not.toContain(key)

    await row.getByRole('link', { name: 'Alertmanager, Milan' }).click()
    await page.getByRole('link', { name: `Revoke the key that ends in ${key.slice(-4)}` }).click()
    await expect(page.getByText('Alertmanager, Milan has no other valid key.')).toBeVisible()
    expect(await send(site, key)).toBe(202)
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await expect(page.getByRole('status').first()).toHaveText(/Key revoked. It no longer works./)
    await expect(page.getByRole('row', { name: key.slice(-4) })).toContainText('Revoked')
    expect(await send(site, key)).toBe(401)

    const kept = ['event_sources', 'source_keys', 'audit_entries', 'outbox', 'events', 'notices']
    for (const table of kept) expect(JSON.stringify(site.rows(`select * from ${table}`))).not.toContain(key)
    expect(site.server.log()).not.toContain(key)
  })
})

eachWay(plainFirst('the forms are plain'), () => {
  test('a source changes its key without a gap, and takes no third', async ({ page, site }) => {
    await site.enter(page.context(), admin, 'en')
    const first = await make(page, 'Prometheus, Rome')
    await page.goto(list)
    await page.getByRole('link', { name: 'Prometheus, Rome' }).click()
    await page.getByRole('link', { name: 'Add key' }).click()
    await page.getByRole('button', { name: 'Create key' }).click()
    await expect(page.getByRole('heading', { name: 'Key created' })).toBeVisible()
    const second = (await page.locator('code').first().textContent()) ?? ''
    expect(second).toMatch(/^[a-z0-9]{32}$/)
    expect([await send(site, first), await send(site, second)]).toEqual([202, 202])

    const adding = page.url()
    await page.getByRole('link', { name: 'Back to Prometheus, Rome' }).click()
    await expect(page.getByText('This event source has two valid keys. Revoke one')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Add key' })).toHaveCount(0)
    await page.goto(adding)
    await page.getByRole('button', { name: 'Create key' }).click()
    await expect(page.getByText('This event source has two valid keys. Revoke one')).toBeVisible()

    await page.goto(adding.replace('/keys/new', ''))
    await page.getByRole('link', { name: `Revoke the key that ends in ${first.slice(-4)}` }).click()
    await expect(page.getByText('The other key of Prometheus, Rome keeps working.')).toBeVisible()
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await expect(page.getByRole('link', { name: 'Add key' })).toBeVisible()
    expect([await send(site, first), await send(site, second)]).toEqual([401, 202])
    for (const key of [first, second]) expect(await page.content()).not.toContain(key)
  })

  test('a source’s settings are changed where its keys are', inAll, async ({ page, site }) => {
    await site.enter(page.context(), admin, 'en')
    const key = await make(page, 'Grafana, Bari')
    await page.goto(list)
    await page.getByRole('link', { name: 'Grafana, Bari' }).click()
    const names = page.getByLabel('Names of Sandbox environments')
    await expect(names).toHaveValue('sandbox, staging, test, dev')
    await names.fill('production')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Leave out “production” and “prod”').first()).toBeVisible()
    await names.fill('QA, staging')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('status').first()).toHaveText(/Settings saved/)
    await expect(names).toHaveValue('qa, staging')
    const custom_details = { account: event.account, environment: 'qa' }
    const payload = { summary: 'In QA', source: 's', severity: 'error', custom_details }
    const alert = { routing_key: key, event_action: 'trigger', dedup_key: 'in-qa', payload }
    const answer = await sendEvent(site, alert, { path: '/api/v1/events/pagerduty' })
    expect([answer.status, answer.body.warnings]).toEqual([202, undefined])
    expect(site.rows("select environment from notices where dedup_key = 'in-qa'")).toEqual([
      { environment: 'sandbox' },
    ])
  })

  test('going back hides the key and makes no second source', inAll, async ({ page, site }) => {
    const before = sources(site).length
    await site.enter(page.context(), admin, 'en')
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
})

test('nothing keeps the page with the key', inAll, async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await site.enter(page.context(), admin, 'en')
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  const key = await make(page, 'Grafana')
  expect((await answered).headers()['cache-control']).toContain('no-store')
  await expect(page.getByRole('region', { name: 'Event source created' })).toBeFocused()
  expect(await findFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.getByRole('button', { name: 'Copy the key' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  const cookies = (await context.cookies()).map(({ value }) => value).join()
  expect(cookies).not.toContain(key)
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')))
  await expect(page.getByText('The key was shown here and can’t be shown again.')).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  expect(stored).not.toContain(key)
})
