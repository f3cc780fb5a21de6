import { readFileSync } from 'node:fs'
import { admin, elena, giulia, levante, oncall, paolo } from './demo.ts'
import { eachWay, expect, onlyInAll, plainForms, test } from './fixtures.ts'
import { reloadUntil } from './site.ts'

const inAll = onlyInAll('lib/privacy/erasure holds what is lost; the journey exports and erases')

eachWay(plainForms, () => {
  test('an admin exports and erases what is held about an address', async ({ page, site, context }) => {
    site.change('update users set locale = ? where email_key in (?, ?)', 'en', admin, elena)
    await site.enter(context, admin)
    await site.sessionCookie(paolo)
    await page.goto('/admin/settings')
    await page.getByRole('link', { name: 'Personal data' }).click()
    await page.getByLabel('Email address').fill('paolo')
    await page.getByRole('button', { name: 'Show data' }).click()
    await expect(page.getByText('Enter one address, such as name@example.com.').first()).toBeVisible()
    await page.getByLabel('Email address').fill(' Paolo@Levante.example ')
    await page.getByRole('button', { name: 'Show data' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Data about ${paolo}`)
    expect(page.url()).not.toMatch(/paolo|levante/i)
    await expect(page.getByRole('link', { name: 'Poliambulatorio Levante' }).first()).toBeVisible()

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the export' }).click()
    const held = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'))
    expect(held).toMatchObject({
      address: paolo,
      person: { memberships: [{ slug: 'poliambulatorio-levante' }] },
    })

    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByRole('status')).toHaveText('Signed out everywhere.')
    expect(page.url()).not.toMatch(/paolo|levante/i)
    const alive =
      'select 1 from sessions join users on users.id = user_id where email_key = ? and ended_at is null'
    expect(site.rows(alive, paolo)).toEqual([])

    const before = await site.sessionCookie(paolo)
    await page.getByRole('link', { name: 'Erase this address…' }).click()
    const row = page.locator('tr', { hasText: 'Poliambulatorio Levante' })
    await expect(row).toContainText('A member')
    await page.getByLabel('Type the address').fill('paolo@levante.exampl')
    await page.getByRole('button', { name: 'Erase permanently' }).click()
    await expect(page.getByText('This is not the address above.').first()).toBeVisible()
    await page.getByLabel('Type the address').fill(paolo)
    await page.getByRole('button', { name: 'Erase permanently' }).click()
    await expect(page.getByRole('status')).toContainText('removed from all contacts')
    await reloadUntil(page, page.getByText('Finished'))

    // The erasure ended the person's session.
    await context.clearCookies()
    await context.addCookies([{ name: 'recapito.session', value: before, url: site.url }])
    await page.goto(levante)
    await expect(page).toHaveURL(/sign-in/)
  })
})

test(
  'an erasure names the fields an account loses; a sole owner has no button',
  inAll,
  async ({ page, site }) => {
    const openErasure = async (address: string) => {
      await page.goto('/admin/settings/personal-data')
      await page.getByLabel('Email address').fill(address)
      await page.getByRole('button', { name: 'Show data' }).click()
      await page.getByRole('link', { name: 'Erase this address…' }).click()
    }
    await site.enter(page.context(), admin, 'en')
    await openErasure(oncall)
    const row = page.locator('tr', { hasText: 'Poliambulatorio Levante' })
    await expect(row).toContainText('Technical emergency contacts')
    await expect(page.getByRole('button', { name: 'Erase permanently' })).toBeVisible()
    await openErasure(giulia)
    await expect(page.getByText('You can’t erase this address yet')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Clinica Aurora' }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Erase permanently' })).toHaveCount(0)
  },
)
