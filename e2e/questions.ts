import { expect, type Page } from '@playwright/test'
import { levante } from './demo.ts'

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

/** Sends a test to a field of Levante from the page of tests; returns the notice's id. */
export async function sendTest(page: Page, field = 'Technical emergency contacts'): Promise<string> {
  await page.goto(`${levante}/notices/test`)
  await page.getByRole('button', { name: `Send test notice to: ${field}`, exact: true }).click()
  await confirmSending(page)
  await page.waitForURL(/\/notices\/[0-9a-f-]{36}\?done=test$/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}
