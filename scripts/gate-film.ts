import type { Page } from '@playwright/test'
import { answers, checklist, control, submit } from '#/e2e/contact-form.ts'

/** A screenshot, and how long it shows. */
export type Shown = { png: Buffer; milliseconds: number }

/** The addresses, without their labels, which are optional. */
const addresses = Object.entries(answers).filter(([name]) => name.endsWith('address'))
/** Letters that appear at once. */
const stroke = 4

/** Completes the gate on its page as a person would, picture by picture, until the portal opens. */
export async function filmGate(page: Page): Promise<Shown[]> {
  const shown: Shown[] = []
  const show = async (milliseconds: number) => {
    shown.push({ png: await page.screenshot({ animations: 'disabled', caret: 'hide' }), milliseconds })
  }
  const untilDone = (count: number) =>
    checklist(page).getByText(`${count} of 6`).filter({ visible: true }).waitFor()
  await show(2500)
  await control(page, 'alerts').first().check()
  await show(500)
  await control(page, 'alerts').first().blur()
  await untilDone(1)
  await show(900)
  for (const [place, [name, address]] of addresses.entries()) {
    const field = control(page, name)
    await field.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
    await field.focus()
    await show(400)
    for (let typed = stroke; typed < address.length + stroke; typed += stroke) {
      await field.fill(address.slice(0, typed))
      await show(110)
    }
    await field.blur()
    await untilDone(place + 2)
    await show(700)
  }
  const preset = page.locator('[value="preset:business"]')
  await preset.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await show(900)
  await preset.click()
  await control(page, 'support-hours.0.opens').blur()
  await untilDone(6)
  await show(2200)
  await submit(page)
  await page.waitForURL(/done=complete/)
  await page.waitForLoadState('networkidle')
  await show(5000)
  return shown
}
