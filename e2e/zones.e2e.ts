import type { Page } from '@playwright/test'
import { findFaults } from './axe.ts'
import { control, fillEverything, submit } from './contact-form.ts'
import { gate, giulia } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/platform/i18n finds zones; the field is driven by keyboard and by text here')

test.use({ timezoneId: 'Europe/Rome' })

async function openField(page: Page, site: Site, locale: 'en' | 'it' = 'en') {
  await site.visit(page, giulia, gate, locale)
  const field = control(page, 'support-hours.0.zone')
  await field.scrollIntoViewIfNeeded()
  return field
}

test(
  'the zone field finds by city, abbreviation and offset, the own zone first',
  inAll,
  async ({ page, site }) => {
    const asked: string[] = []
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/time-zones') asked.push(request.url())
    })
    const field = await openField(page, site, 'it')
    expect(await page.locator('option').count()).toBeLessThan(60)
    expect(asked).toEqual([])

    const options = page.getByRole('listbox').getByRole('option')
    for (const [words, first] of [
      ['paris', 'Parigi'],
      ['CET', 'Roma'],
      ['+1', 'Roma'],
      ['grecia', 'Atene'],
    ] as const) {
      await field.fill(words)
      await expect(options.first()).toContainText(first)
    }
    await expect(page.getByRole('status').filter({ hasText: 'Risultati: 1' })).toBeAttached()
    expect(await findFaults(page)).toEqual([])
    await field.fill('Atlantide')
    await expect(page.locator('p').filter({ hasText: 'Nessun fuso orario trovato.' })).toBeVisible()
    expect(asked).toHaveLength(1)
  },
)

test('the zone field works by keyboard, and Escape keeps what was typed', async ({ page, site }) => {
  const field = await openField(page, site)
  await expect(field).toHaveRole('combobox')
  await field.focus()
  await field.press('ControlOrMeta+A')
  await field.pressSequentially('lo')
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  await field.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(field).toHaveValue('lo')
  await expect(page.getByRole('dialog')).toBeVisible()

  await field.pressSequentially('n')
  const active = () => field.getAttribute('aria-activedescendant')
  await expect.poll(active).toMatch(/-Arctic\/Longyearbyen$/)
  await field.press('ArrowDown')
  await expect.poll(active).toMatch(/-Europe\/London$/)
  await field.press('ArrowUp')
  await expect.poll(active).toMatch(/-Arctic\/Longyearbyen$/)
  await field.press('Home')
  await expect.poll(active).toBeNull()
  await field.press('ArrowDown')
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue('Europe/London')
  await expect(field).toHaveAccessibleDescription('London time')
  await expect(field).toHaveAttribute('aria-expanded', 'false')
  await expect(page.getByText(/^Draft saved .* · not submitted$/)).toBeVisible()

  await field.fill('tokyo')
  await expect(field).not.toHaveAccessibleDescription('London time')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await field.press('Tab')
  await expect(field).toHaveValue('Asia/Tokyo')
  await expect(field).toHaveAccessibleDescription('Tokyo time')

  await page.locator('[value="preset:24/7"]').click()
  await page.locator('[value="preset:business"]').click()
  await expect(control(page, 'support-hours.0.opens')).toHaveValue('09:00')
  await expect(field).toHaveValue('Asia/Tokyo')
  await expect(field).toHaveAccessibleDescription('Tokyo time')
  await expect(control(page, 'support-hours.1.zone')).toHaveCount(0)
})

test('the zone field names the saved zone as the rest of the page does', inAll, async ({ page, site }) => {
  site.change("update users set time_zone = 'Europe/Rome'")
  await expect(await openField(page, site, 'it')).toHaveAccessibleDescription('ora di Roma')
  await site.visit(page, giulia, '/settings', 'it')
  await expect(page.getByLabel('Fuso orario')).toHaveAccessibleDescription(/ora di Roma$/)
})

test.describe('far from Rome', () => {
  test.use({ timezoneId: 'America/New_York' })

  for (const locale of ['en', 'it'] as const)
    test(
      `Roma, Rom and Rome find Europe/Rome (${locale}); Tab works like Enter`,
      inAll,
      async ({ page, site }) => {
        const field = await openField(page, site, locale)
        const options = page.getByRole('listbox').getByRole('option')
        for (const words of ['Roma', 'Rom', 'Rome']) {
          await field.fill(words)
          await expect(options.first()).toContainText('Europe/Rome')
          await field.press('Tab')
          await expect(field).toHaveValue('Europe/Rome')
          await expect(field).not.toBeFocused()
          await expect(options).toHaveCount(0)
        }
        await field.fill('lon')
        await expect(options.nth(1)).toContainText('Europe/London')
        await field.press('ArrowDown')
        await field.press('Tab')
        await expect(field).toHaveValue('Europe/London')
        await field.fill('Rom')
        await expect(options.first()).toContainText('Europe/Rome')
        await field.press('Escape')
        await field.press('Tab')
        await expect(field).toHaveValue('Rom')
      },
    )
})

test(
  'a click or a touch chooses a zone, the own one first in the whole list',
  inAll,
  async ({ page, site }) => {
    const field = await openField(page, site)
    await field.click()
    await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('Europe/Rome')
    await page.getByRole('option', { name: 'Kathmandu' }).click()
    await expect(field).toHaveValue('Asia/Kathmandu')
    await expect(field).toBeFocused()
    await expect(page.getByRole('listbox')).toHaveCount(0)
  },
)

eachWay(withoutScripts, () => {
  test('the zone field reads a city, and names the candidates of an offset', async ({ page, site }) => {
    const field = await openField(page, site)
    await fillEverything(page)
    await field.fill('CET')
    await submit(page)
    await expect(field).toHaveAccessibleDescription(/^Write one time zone for “CET”, such as /)
    await expect(field).toHaveValue('CET')
    await field.fill('Roma')
    await submit(page)
    await expect(page.getByText('We saved the time zone Roma as Europe/Rome.')).toBeVisible()
  })
})
