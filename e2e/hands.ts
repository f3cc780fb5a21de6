import { expect, type Page } from '@playwright/test'

/**
 * Acts like a person with a mouse, or with the keyboard alone: Tab, then Space, Enter or letters. `name` is the text of
 * the button or link for `press`, the field's label for the others.
 */
export type Hands = {
  press(page: Page, name: string): Promise<void>
  type(page: Page, name: string, text: string): Promise<void>
  choose(page: Page, name: string, option: string): Promise<void>
  upload(page: Page, name: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>
}

export const mouse: Hands = {
  press: (page, name) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))
      .first()
      .click(),
  type: (page, name, text) => page.locator(`[name="${name}"]:visible`).fill(text),
  async choose(page, name, option) {
    await page.locator(`select[name="${name}"]`).selectOption({ label: option })
  },
  upload: (page, name, file) => page.locator(`input[name="${name}"]`).setInputFiles(file),
}

export const keyboard: Hands = {
  async press(page, name) {
    await tabTo(page, (focused) => focused.label === name)
    await page.keyboard.press('Enter')
  },
  async type(page, name, text) {
    await tabTo(page, (focused) => focused.name === name)
    await page.keyboard.type(text)
  },
  async choose(page, name, option) {
    // The browser forgets letters that are a second old.
    await expect(async () => {
      await tabTo(page, (focused) => focused.name === name)
      await page.keyboard.type(option)
      const chosen = page.locator(`select[name="${name}"] option:checked`)
      expect(await chosen.textContent()).toMatch(new RegExp(`^${RegExp.escape(option)}`))
    }).toPass({ intervals: [1500] })
  },
  async upload(page, name, file) {
    // We prepare this early: the browser must know before the key press that no native popup opens.
    const chooser = page.waitForEvent('filechooser')
    await tabTo(page, (focused) => focused.name === name)
    await page.keyboard.press('Space')
    await (await chooser).setFiles(file)
  },
}

type Focused = { label: string; name: string }

async function tabTo(page: Page, isThere: (focused: Focused) => boolean): Promise<void> {
  for (let steps = 0; steps < 1000; steps++) {
    const focused = await page.evaluate(() => {
      const at = document.activeElement
      return {
        label: at?.ariaHidden ? '' : (at?.ariaLabel ?? at?.textContent?.trim() ?? ''),
        name: at?.getAttribute('name') ?? '',
      }
    })
    if (isThere(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never came there.')
}

/** Applies what was set in a list's filters: only without JavaScript do they have a button. */
export async function applyFilters(page: Page, name = 'Find'): Promise<void> {
  const button = page.getByRole('search').getByRole('button', { name, exact: true })
  if (await button.isVisible()) await button.click()
}
