import { expect, type Page } from '@playwright/test'

/** The dialog that names whom a button mails; without JavaScript it is the whole page. */
export const question = (page: Page) => page.locator('dialog[data-page]')

/** Sends what a button with a question asked about. */
export async function confirmSending(page: Page): Promise<void> {
  await question(page).locator('button[type=submit]').click()
}

/** The same by the key that pressed the button: the button that sends has the focus. */
export async function confirmByKey(page: Page): Promise<void> {
  await expect(question(page).locator('button[type=submit]')).toBeFocused()
  await page.keyboard.press('Enter')
}
