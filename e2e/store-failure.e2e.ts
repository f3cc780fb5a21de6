import { control } from './contact-form.ts'
import { elena, giulia, levante } from './demo.ts'
import { bothWays, eachWay, expect, plainFirst, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'

eachWay(bothWays, (javaScriptEnabled) => {
  test('a failing store loses no typed text', async ({ page, context, site }) => {
    await site.enter(context, giulia)
    const path = '/accounts/clinica-aurora/onboarding'
    // What is typed before the scripts run is saved once they do.
    await (javaScriptEnabled ? openHydrated(page, path) : page.goto(path))
    await control(page, 'technical.0.address').fill('tech@clinica-aurora.example')
    site.change('alter table contact_drafts rename to away')
    await page.locator('button[value=draft]:not([aria-hidden])').click()
    const said = page.getByText(/code: [0-9a-f]{8}/i).first()
    await expect(said).toBeVisible()
    const [, id = ''] = /code: ([0-9a-f]{8})/i.exec((await said.textContent()) ?? '') ?? []
    await expect.poll(() => site.server.log()).toContain(id)

    site.change('alter table away rename to contact_drafts')
    if (javaScriptEnabled) await page.locator('button[value=draft]:not([aria-hidden])').click()
    else await page.getByRole('button', { name: 'Send again' }).click()
    await expect(
      page.getByText(
        javaScriptEnabled ? 'Draft saved for everyone in the account' : /^Draft by Giulia Ferri/,
      ),
    ).toBeVisible()
    await expect(control(page, 'technical.0.address')).toHaveValue('tech@clinica-aurora.example')
    expect(site.rows('select 1 from contact_drafts')).toHaveLength(1)
  })
})

eachWay(plainFirst('the server answers with the page'), () => {
  test('a failed read shows an error page with an id, never the gate', async ({ page, context, site }) => {
    await site.enter(context, elena)
    site.change('alter table contact_revisions rename to away')
    await page.goto(levante)
    await expect(page).toHaveURL(/\/accounts\/poliambulatorio-levante$/)
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible()
    await expect(page.getByText(/Code: [0-9a-f]{8}/)).toBeVisible()
    const health = await page.request.get('/api/health')
    expect(health.status()).toBe(200)
    site.change('alter table away rename to contact_revisions')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Poliambulatorio Levante')
  })
})
