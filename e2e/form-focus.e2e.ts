import type { Page } from '@playwright/test'
import { answers, chooseBusinessHours, control, fillAnswers } from './contact-form.ts'
import { gate, giulia } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import type { Site } from './site.ts'
import { noteShifts } from './weight.ts'

async function openGate(page: Page, site: Site, size: { width: number; height: number }) {
  await site.enter(page.context(), giulia, 'en')
  await page.setViewportSize(size)
  await openHydrated(page, gate)
}

test('the gate is completed by keyboard alone with at most 30 keys', async ({ page, site }) => {
  await openGate(page, site, { width: 1280, height: 800 })
  // Every Tab, Enter and Space; a typed address counts as one.
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  const tabTo = async (selector: string) => {
    do await press('Tab')
    while (keys < 100 && !(await page.locator(`${selector}:focus`).count()))
  }
  await tabTo('a[href="#content"]')
  await press('Enter')
  await tabTo('[name=alerts]')
  await press('Space')
  for (const [name, text] of Object.entries(answers)) {
    await tabTo(`[name="${name}"]`)
    keys += 1
    await page.keyboard.type(text)
  }
  await tabTo('[value="preset:business"]')
  await press('Enter')
  await expect(control(page, 'support-hours.0.opens')).toHaveValue('09:00')
  await expect(control(page, 'support-hours.0.zone')).toBeFocused()
  await tabTo('button[value=submit]')
  await press('Enter')
  await expect(page).toHaveURL(/done=complete/)
  expect(keys).toBeLessThanOrEqual(30)
})

for (const size of [
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
]) {
  test(`${size.width} × ${size.height}: no control under the bar, nothing shifts`, async ({ page, site }) => {
    const shifts = await noteShifts(page)
    await openGate(page, site, size)
    await fillAnswers(page)
    await expect(page.getByText(/^Draft saved .* · not submitted$/)).toBeVisible()
    // What moves after the next click moves because of it, at once or on a slow machine late.
    expect(await shifts.list()).toEqual([])
    await chooseBusinessHours(page)

    const covered: string[] = []
    for (const key of ['Tab', 'Shift+Tab']) {
      const met = new Set<string>()
      for (let step = 0; step < 100; step++) {
        await page.keyboard.press(key)
        const at = await page.evaluate(seeFocused)
        if (met.has(at.name)) break
        met.add(at.name)
        if (at.isCovered) covered.push(`${key}: ${at.name}`)
      }
      expect(met.size).toBeGreaterThan(30)
    }
    expect(covered).toEqual([])
  })
}

/** The focused control, and whether the bar hides any of it (WCAG 2.4.11). */
function seeFocused() {
  const at = document.activeElement as HTMLElement
  const bar = document.querySelector('[data-save-bar]')?.parentElement as HTMLElement
  const [own, its] = [at.getBoundingClientRect(), bar.getBoundingClientRect()]
  const all = [...document.querySelectorAll('a, button, input, select, summary')]
  return {
    name: `${all.indexOf(at)} ${at.getAttribute('name') ?? at.textContent?.trim()}`,
    isCovered: !bar.contains(at) && own.bottom > its.top && own.top < its.bottom,
  }
}
