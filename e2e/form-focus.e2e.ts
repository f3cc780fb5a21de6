import type { Page } from '@playwright/test'
import { answers, chooseBusinessHours, control, fillAnswers } from './contact-form.ts'
import { admin, gate, giulia, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { openHydrated, waitForHydration } from './hydrated.ts'
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
  const mark = size.width > 320 ? onlyInAll('the bar covers most on a small screen') : {}
  test(
    `${size.width} × ${size.height}: no control under the bar, nothing shifts`,
    mark,
    async ({ page, site }) => {
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
    },
  )
}

const sendNotice = '/admin/notices/new'

test('the summary of errors has the focus before it is painted', async ({ page, site }) => {
  await site.enter(page.context(), support, 'en')
  await openHydrated(page, sendNotice)
  const focused = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        // Runs before the browser paints what changed.
        new MutationObserver(() => {
          const title = document.getElementById('error-summary-title')
          if (title) resolve(document.activeElement === title.closest('section'))
        }).observe(document.body, { childList: true, subtree: true })
      }),
  )
  await page.getByRole('button', { name: 'Preview' }).click()
  expect(await focused).toBe(true)
})

test('scripts that come late leave the focus where the reader moved it', async ({ page, site }) => {
  const scripts = Promise.withResolvers<void>()
  await page.route('**/*.js', (route) => scripts.promise.then(() => route.continue()))
  await site.enter(page.context(), support, 'en')
  await page.goto(sendNotice, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Preview' }).click({ noWaitAfter: true })
  const summary = page.locator('section:has(#error-summary-title)')
  await expect(summary).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(summary.getByRole('link').first()).toBeFocused()
  scripts.resolve()
  await waitForHydration(page)
  await expect(summary.getByRole('link').first()).toBeFocused()
})

test('the answer to a form stands in view, however far down the page', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 400 })
  await site.enter(page.context(), admin, 'en')
  await openHydrated(page, '/admin/settings/staff')
  await page.getByLabel('Email address').fill('nina@actions-desk.example')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  const answer = page.getByRole('main').getByRole('status')
  await expect(answer).toBeFocused()
  await expect(answer).toBeInViewport()
})

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
