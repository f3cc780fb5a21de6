import { sendEvent } from './api.ts'
import { control } from './contact-form.ts'
import { elena, giulia, levante } from './demo.ts'
import { eachWay, expect, plainFirst, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import { startServer } from './server.ts'

// The server is replaced.
test.use({ sharesServer: false })

eachWay(
  plainFirst('with scripts a form that is refused stays as it is, as in store-failure.e2e.ts'),
  (javaScriptEnabled) => {
    test('a server whose store a newer version migrated keeps forms until it is replaced, and takes no event', async ({
      page,
      context,
      browser,
      site,
    }) => {
      const key = site.makeKey('events:write')
      await site.enter(context, giulia)
      const path = '/accounts/clinica-aurora/onboarding'
      await (javaScriptEnabled ? openHydrated(page, path) : page.goto(path))
      site.change("insert into __drizzle_migrations (hash, created_at) values ('of a newer version', 4e12)")
      await control(page, 'technical.0.address').fill('tech@clinica-aurora.example')
      await page.locator('button[value=draft]:not([aria-hidden])').click()
      await expect(page.getByText(/code: [0-9a-f]{8}/i).first()).toBeVisible()

      const health = await page.request.get('/api/health')
      expect([health.status(), (await health.json()).status]).toEqual([503, 'outdated'])
      const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'x' }
      const answer = await sendEvent(site, event, { key })
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(site.rows("select 1 from notices where summary = 'x'")).toEqual([])
      await expect.poll(() => site.server.log().match(/older than its store/g)).toHaveLength(1)
      // Pages are still read, as far as the tables have what this version knows.
      const reader = await site.open(browser, elena)
      await reader.goto(site.url + levante)
      await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Poliambulatorio Levante')

      // This build plays the newer version that replaces it.
      site.change("delete from __drizzle_migrations where hash = 'of a newer version'")
      await site.server.stop()
      const newer = await startServer(site.folder, { port: Number(new URL(site.url).port) })
      try {
        await page.locator('button[value=draft]:not([aria-hidden])').click()
        await expect(control(page, 'technical.0.address')).toHaveValue('tech@clinica-aurora.example')
        await expect.poll(() => site.rows('select 1 from contact_drafts').length).toBe(1)
      } finally {
        await newer.stop()
      }
    })
  },
)
