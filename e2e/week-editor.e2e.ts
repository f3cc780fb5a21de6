import type { Page } from '@playwright/test'
import { findFaults } from './axe.ts'
import { control } from './contact-form.ts'
import { elena, gate, giulia } from './demo.ts'
import { eachWay, expect, test, withoutScripts } from './fixtures.ts'
import type { Site } from './site.ts'

async function openWeek(page: Page, site: Site) {
  await site.visit(page, giulia, gate)
  await control(page, 'support-hours.0.opens').scrollIntoViewIfNeeded()
  const week = page.getByRole('grid', { name: 'Weekly hours' })
  await week.scrollIntoViewIfNeeded()
  return week
}

/** Drags over the picture from one cell to another: days from Monday, hours of the day. */
async function drag(page: Page, from: [day: number, hour: number], to: [day: number, hour: number]) {
  const box = await page.getByRole('grid', { name: 'Weekly hours' }).boundingBox()
  if (!box) throw new Error('The week is not there.')
  const place = ([day, hour]: [number, number]) =>
    [box.x + ((hour + 0.25) / 24) * box.width, box.y + ((day + 0.5) / 7) * box.height] as const
  await page.mouse.move(...place(from))
  await page.mouse.down()
  await page.mouse.move(...place(to), { steps: 4 })
  await page.mouse.up()
}

async function expectWindow(page: Page, number: number, days: number[], opens: string, closes: string) {
  const path = `support-hours.${number}`
  await expect(control(page, `${path}.opens`)).toHaveValue(opens)
  await expect(control(page, `${path}.closes`)).toHaveValue(closes)
  const ticked = page.locator(`[name="${path}.days"]:checked`)
  expect(
    await ticked.evaluateAll((boxes) => boxes.map((box) => Number((box as HTMLInputElement).value))),
  ).toEqual(days)
}

test('dragging over the week adds and removes hours, and the fields follow', async ({ page, site }) => {
  await openWeek(page, site)
  await drag(page, [0, 9], [4, 17.5])
  await expectWindow(page, 0, [1, 2, 3, 4, 5], '09:00', '18:00')
  await expect(page.getByRole('status').filter({ hasText: 'Added: Mon–Fri 09:00–18:00' })).toBeAttached()
  await expect(page.getByText(/^Draft saved .* · not submitted$/)).toBeVisible()

  await drag(page, [1, 13], [1, 13.5])
  await expectWindow(page, 0, [1, 3, 4, 5], '09:00', '18:00')
  await expectWindow(page, 1, [2], '09:00', '13:00')
  await expectWindow(page, 2, [2], '14:00', '18:00')
  await expect(page.getByRole('status').filter({ hasText: 'Removed: Tue 13:00–14:00' })).toBeAttached()
  expect(await findFaults(page)).toEqual([])

  await page.reload()
  await expectWindow(page, 1, [2], '09:00', '13:00')
})

test('the week is painted by keyboard, and follows what is typed in the fields', async ({ page, site }) => {
  const week = await openWeek(page, site)
  await week.focus()
  const cell = week.getByRole('gridcell')
  await expect(cell).toHaveAccessibleName('Mon 09:00–09:30, no support')
  await week.press('ArrowDown')
  await week.press('ArrowRight')
  await expect(cell).toHaveAccessibleName('Tue 09:30–10:00, no support')
  await week.press('Shift+ArrowDown')
  await week.press('Shift+End')
  await week.press('Space')
  await expectWindow(page, 0, [2, 3], '09:30', '24:00')
  await expect(week).toBeFocused()
  await expect(cell).toHaveAccessibleName('Wed 23:30–24:00, support')
  await week.press('Home')
  for (let times = 0; times < 3; times++) await week.press('ArrowUp')
  await expect(cell).toHaveAccessibleName('Mon 00:00–00:30, no support')
  await week.press('End')
  await week.press('ArrowDown')
  await week.press('Space')
  await expectWindow(page, 0, [2], '09:30', '23:30')
  await expectWindow(page, 1, [3], '09:30', '24:00')

  await control(page, 'support-hours.1.opens').fill('23:00')
  await expect(page.getByRole('img', { name: /Tue 09:30–23:30; Wed 23:00–24:00$/ })).toBeVisible()
})

eachWay(withoutScripts, () => {
  test('the week is a picture of the saved hours', async ({ page, site }) => {
    await site.visit(
      page,
      elena,
      '/accounts/poliambulatorio-levante/configuration/contact-information?edit=support-hours',
      'en',
    )
    await expect(page.getByRole('img', { name: /^Support hours in the week/ })).toBeVisible()
    await expect(page.getByRole('grid')).toHaveCount(0)
  })
})
