import { findFaults, injectAxe } from './axe.ts'
import { anna, elena, levante, oncall, support } from './demo.ts'
import { bothWays, eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import { question } from './questions.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/identity/access writes the question; the journey asks and sends')

const ponte = '/admin/accounts/studio-ponte'
const emergency = 'emergenze@studio-ponte.example'

const drills = (site: Site) => site.rows("select id from notices where kind = 'drill'").length

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

eachWay(bothWays, (javaScriptEnabled) => {
  test('a drill names its recipient and takes two clicks; Cancel sends nothing', async ({ page, site }) => {
    await injectAxe(page)
    const before = drills(site)
    await site.visit(page, support, ponte)
    const send = page.getByRole('button', { name: 'Send a drill' })
    await send.click()
    await expect(question(page)).toHaveAccessibleName(`Send drill to ${emergency}?`)
    await expect(question(page)).toContainText('The message is marked as a drill.')
    await expect(question(page)).toContainText('Studio Ponte')
    if (javaScriptEnabled) expect(await findFaults(page)).toEqual([])
    else {
      await expect(page).toHaveTitle(/^Send drill to .*\? · Studio Ponte/)
      await expect(send).toBeHidden()
      await expect(page.getByRole('heading')).toHaveCount(1)
      await expect(page.getByRole('banner')).toContainText('Actions Desk')
      await expect(page.getByRole('navigation', { name: 'Staff' })).toBeVisible()
    }
    expect(drills(site)).toBe(before)

    await question(page).getByRole('link', { name: 'Cancel' }).click()
    await expect(question(page)).toHaveCount(0)
    if (javaScriptEnabled) await expect(send).toBeFocused()
    expect(drills(site)).toBe(before)

    await send.click()
    await question(page).getByRole('button', { name: 'Send drill' }).click()
    await expect(page.getByText('The drill is on its way to the emergency contacts.')).toBeVisible()
    await expect(question(page)).toHaveCount(0)
    expect(drills(site)).toBe(before + 1)
    expect((await site.mailTo(emergency)).subject).toContain('Esercitazione')
  })
})

eachWay(plainFirst('the server asks; the test before shows the dialog'), () => {
  test('asks again when others get it by then, and sends to those', async ({ page, site }) => {
    const before = drills(site)
    const mailed = () => site.rows('select id from outbox where recipient = ?', emergency).length
    const mailedBefore = mailed()
    await site.visit(page, support, ponte)
    await page.getByRole('button', { name: 'Send a drill' }).click()
    await expect(question(page)).toHaveAccessibleName(`Send drill to ${emergency}?`)
    site.change(
      "update contact_revisions set content = replace(content, ?, 'notte@studio-ponte.example')",
      emergency,
    )
    await question(page).getByRole('button', { name: 'Send drill' }).click()
    await expect(question(page)).toHaveAccessibleName('Send drill to notte@studio-ponte.example?')
    await expect(question(page)).toContainText('The recipients or the message have changed')
    expect(drills(site)).toBe(before)
    await question(page).getByRole('button', { name: 'Send drill' }).click()
    expect((await site.mailTo('notte@studio-ponte.example')).subject).toContain('Esercitazione')
    expect(mailed()).toBe(mailedBefore)
  })

  test('an account’s row asks in place and names the first three of many', inAll, async ({ page, site }) => {
    for (const [place, email] of ['a', 'b', 'c', 'd']
      .map((name) => `${name}@studio-ponte.example`)
      .entries()) {
      site.change(
        "insert into users (id, email, email_key, name, created_at) values (?, ?, ?, 'N', 1)",
        ...[`many-${place}`, email, email],
      )
      site.change(
        `insert into memberships (id, account_id, user_id, role, created_at)
          select ?, id, ?, 'editor', 1 from accounts where slug = 'studio-ponte'`,
        ...[`many-${place}`, `many-${place}`],
      )
    }
    await site.visit(page, support, '/admin/accounts?complete=no')
    await page.getByRole('button', { name: 'Send reminder of what is missing: Studio Ponte' }).click()
    await expect(question(page)).toHaveAccessibleName('Send reminder to 5 people?')
    await expect(question(page).getByRole('listitem')).toHaveCount(3)
    await question(page).getByText('2 more').click()
    await expect(question(page).getByRole('listitem')).toHaveCount(5)
    await question(page).getByRole('button', { name: 'Send reminder' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Studio Ponte' })
    await expect(row.getByText('Owners and editors get an email.')).toBeVisible()
    await expect(page).toHaveURL(`${site.url}/admin/accounts?complete=no`)
    expect((await site.mailTo(anna)).text).toContain('/accounts/studio-ponte/')
  })
})

test('Escape returns the focus, and a key held down sends nothing', async ({ page, site }) => {
  const before = drills(site)
  await site.enter(page.context(), support)
  await openHydrated(page, ponte)
  const send = page.getByRole('button', { name: 'Send a drill' })
  const confirm = question(page).getByRole('button', { name: 'Send drill' })
  await send.focus()
  await page.keyboard.press('Enter')
  await expect(confirm).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(send).toBeFocused()
  await page.keyboard.down('Enter')
  await expect(confirm).toBeFocused()
  for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(confirm).toBeFocused()
  expect(drills(site)).toBe(before)
})

test('says that it is night for the recipient of a drill', inAll, async ({ page, site }) => {
  site.silenceEndpoints()
  // A zone where it is three in the morning now, or four once the page asks; the sign in its name is the other way round.
  const behind = new Date().getUTCHours() - 3
  const zone = behind > 12 ? `Etc/GMT-${24 - behind}` : behind < 0 ? `Etc/GMT${behind}` : `Etc/GMT+${behind}`
  site.change(
    'update contact_revisions set content = json_set(content, \'$."support-hours"\', json(?))',
    JSON.stringify([{ days: [1, 2, 3, 4, 5, 6, 7], opens: '12:00', closes: '13:00', zone }]),
  )
  await site.visit(page, elena, levante)
  site.change('delete from address_marks')
  await page.reload()
  await page.getByRole('button', { name: /^(Send a drill|Drill now)$/ }).click()
  await expect(question(page)).toHaveAccessibleName(`Send drill to ${oncall}?`)
  await expect(question(page)).toContainText(/It is night there: 0[34]:/)
})

test('a question without an answer says so in the dialog and can be sent again', async ({ page, site }) => {
  await site.enter(page.context(), support)
  await openHydrated(page, ponte)
  await page.getByRole('button', { name: 'Send a drill' }).click()
  await expect(question(page)).toBeVisible()
  await page.context().setOffline(true)
  await question(page).getByRole('button', { name: 'Send drill' }).click()
  await expect(question(page).getByText('Not sent: no connection.')).toBeVisible()
  await page.context().setOffline(false)
  await question(page).getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('The drill is on its way to the emergency contacts.')).toBeVisible()
})
