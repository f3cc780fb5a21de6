import type { Page } from '@playwright/test'
import { findFaults } from './axe.ts'
import { control, saveDraft } from './contact-form.ts'
import { gate, giulia } from './demo.ts'
import { eachWay, expect, plainFirst, test } from './fixtures.ts'
import type { Site } from './site.ts'

/** Gives the account of the gate ten more members, each a person of another account with a new name. */
async function openLargeForm(page: Page, site: Site) {
  site.change(
    `insert into memberships (id, account_id, user_id, role, created_at)
      select 'picked-' || row_number() over (order by id), (select id from accounts where slug = 'clinica-aurora'), id, 'viewer', 1
      from users where id not in (select user_id from memberships where account_id = (select id from accounts where slug = 'clinica-aurora'))
      order by id limit 10`,
  )
  site.change(
    "update users set name = 'Nicolò Picked' where id = (select user_id from memberships where id = 'picked-10')",
  )
  await site.visit(page, giulia, gate, 'en')
}

test('a large account searches alert contacts, and the form keeps every choice', async ({ page, site }) => {
  await openLargeForm(page, site)
  const search = page.getByLabel('Find a member by name or address')
  const boxes = control(page, 'alerts')
  const shown = page.locator('[name=alerts]:visible')
  const all = await boxes.count()
  expect(all).toBeGreaterThan(10)
  const status = page.getByRole('status').filter({ hasText: /^Chosen: / })
  await expect(status).toHaveText('Chosen: 0 of at most 10')
  await boxes.first().check()
  await expect(status).toHaveText('Chosen: 1 of at most 10')

  await search.fill('nicolo pick')
  await expect(shown).toHaveCount(1)
  await shown.check()
  await expect(status).toHaveText('Chosen: 2 of at most 10')
  expect(await findFaults(page)).toEqual([])
  await search.fill('nobody at all')
  await expect(shown).toHaveCount(0)
  await expect(
    page.getByRole('status').filter({ hasText: 'No member matches “nobody at all”.' }),
  ).toBeAttached()
  await search.press('Enter')
  await search.fill('')
  await expect(shown).toHaveCount(all)
  await expect(page.locator('[name=alerts]:checked')).toHaveCount(2)
  await expect(shown.nth(1)).toBeChecked()

  await saveDraft(page)
  await expect(page.getByText('Draft saved for everyone in the account')).toBeVisible()
  await page.reload()
  await expect(page.locator('[name=alerts]:checked')).toHaveCount(2)
  await expect(boxes.first()).toBeChecked()
  await expect(boxes.nth(1)).toBeChecked()
})

eachWay(plainFirst('the test before searches with scripts'), (javaScriptEnabled) => {
  test('every member of a large account can be chosen', async ({ page, site }) => {
    await openLargeForm(page, site)
    await expect(page.getByLabel('Find a member')).toBeVisible({ visible: javaScriptEnabled })
    await page.getByLabel('Nicolò Picked').check()
    await saveDraft(page)
    await expect(page.getByText('Draft saved for everyone in the account')).toBeVisible()
    await expect(page.getByLabel('Nicolò Picked')).toBeChecked()
  })
})
