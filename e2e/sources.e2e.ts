import type { Page } from '@playwright/test'
import { sendEvent } from './api.ts'
import { findFaults } from './axe.ts'
import { admin, paolo } from './demo.ts'
import { bothWays, eachWay, expect, test } from './fixtures.ts'
import type { Site } from './site.ts'

const list = '/admin/settings/sources'
const event = {
  account: 'poliambulatorio-levante',
  category: 'production-alert',
  summary: 'Feed error rate 23 %',
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

const sources = (site: Site) =>
  site.rows<{ id: string; revoked_at: number | null }>('select * from event_sources order by created_at')

eachWay(bothWays, (javaScriptEnabled) => {
  test('a key is shown once, works, and stops when revoked', async ({ page, site }) => {
    const before = sources(site).length
    await site.enter(page.context(), admin, 'en')
    const key = await make(page, 'Alertmanager, Milan')
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    await expect(page.getByText(`credentials: ${key}`)).toBeVisible()
    expect(page.url()).toBe(`${site.url}${list}/new`)
    expect(await send(site, key)).toBe(202)
    expect((await site.mailTo(paolo)).subject).toContain('Feed error rate 23 %')

    await page.reload()
    await expect(page.locator('form#source')).toBeVisible()
    expect(await page.content()).not.toContain(key)
    if (!javaScriptEnabled)
      await expect(page.getByText('This form has already created its source')).toBeVisible()
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
    await page.getByRole('button', { name: 'Revoke source' }).click()
    await expect(page.getByRole('status').first()).toHaveText(/Its key no longer works/)
    await expect(page.getByRole('row', { name: /Alertmanager, Milan/ })).toContainText('Revoked')
    expect(await send(site, key)).toBe(401)

    const kept = ['event_sources', 'audit_entries', 'outbox', 'events', 'notices']
    for (const table of kept) expect(JSON.stringify(site.rows(`select * from ${table}`))).not.toContain(key)
    expect(site.server.log()).not.toContain(key)
  })

  test('going back hides the key and makes no second source', async ({ page, site }) => {
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

test('nothing keeps the page with the key', async ({ page, context, site }) => {
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
  await expect(page.getByRole('button', { name: 'Copied.' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  const cookies = (await context.cookies()).map(({ value }) => value).join()
  expect(cookies).not.toContain(key)
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')))
  await expect(page.getByText('The key was shown here and can’t be shown again.')).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  expect(stored).not.toContain(key)
})
