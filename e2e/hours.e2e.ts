import { sendEvent } from './api.ts'
import { elena, levante, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/contacts/hours holds the week in each zone; the week editor has its journey')

const contacts = `${levante}/configuration/contact-information`
const staffContacts = '/admin/accounts/poliambulatorio-levante/contacts'
const workdays = [1, 2, 3, 4, 5]

function giveHours(site: Site, windows: readonly object[]) {
  site.change(
    `update contact_revisions set content = json_set(content, '$."support-hours"', json(?))
      where account_id = (select id from accounts where slug = 'poliambulatorio-levante')`,
    JSON.stringify(windows),
  )
}

test(
  'the week shows in any zone, even if the stored zone no longer exists',
  inAll,
  async ({ browser, site }) => {
    site.change("update users set locale = 'en', time_zone = null")
    const indian = { days: workdays, opens: '09:00', closes: '18:00', zone: 'Asia/Kolkata' }
    giveHours(site, [indian])
    const page = await site.open(browser, elena, { javaScriptEnabled: false })
    await page.goto(contacts)
    const week = page.locator('#week')
    await expect(week).toContainText('This week (Kolkata time)')
    await expect(week.getByRole('listitem').filter({ hasText: 'next day' })).toHaveText(
      'Mon–Thu 18:00 to 09:00 the next day',
    )
    await week.getByText('Show in another time zone').click()
    await week.getByLabel('Time zone').fill('asia/katmandu')
    await week.getByRole('button', { name: 'Show' }).click()
    await expect(page).toHaveURL(`${site.url}${contacts}?zone=asia%2Fkatmandu`)
    await expect(week).toContainText('This week (Kathmandu time)')
    await expect(week).toContainText('Mon–Thu 18:15 to 09:15 the next day')
    await expect(week).toContainText('Friday 18:15 to Monday 09:15')
    await week.getByLabel('Time zone').fill('Mars/Base')
    await week.getByRole('button', { name: 'Show' }).click()
    await expect(week).toContainText('No time zone is called “Mars/Base”.')
    await expect(week).toContainText('This week (Kolkata time)')

    giveHours(site, [{ ...indian, zone: 'SystemV/EST5' }, indian])
    site.change("update users set time_zone = 'SystemV/EST5'")
    for (const path of [levante, contacts, `${levante}/notices`, '/settings'])
      expect((await page.goto(path))?.status(), path).toBe(200)
    const answer = await fetch(`${site.url}/api/v1/accounts/poliambulatorio-levante/brand-support`)
    expect(await answer.json()).toMatchObject({ hours: [{ zone: 'SystemV/EST5' }, { zone: 'Asia/Kolkata' }] })
    const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'Feed errors' }
    expect(await sendEvent(site, event, { key: site.makeKey('events:write') })).toMatchObject({ status: 202 })
    await site.visit(page, support, staffContacts)
    await expect(page.getByText('“SystemV/EST5” is missing from this picture')).toBeVisible()
  },
)

test('while hours are edited, the week shows once', async ({ page, site }) => {
  site.change("update users set locale = 'en', time_zone = 'Europe/Rome'")
  await site.visit(page, elena, `${levante}/configuration/contact-information?edit=support-hours`)
  await expect(page.getByText('Weekly hours (Rome time)')).toBeVisible()
  await expect(page.getByText('This week (Rome time)')).toBeHidden()
  await expect(page.getByText('Without support:')).toBeVisible()
})
