import { expect, type Locator, type Page } from '@playwright/test'
import type { FieldId } from '#/db/words/accounts.ts'

/** Fills the control with this name. */
export function control(page: Page, name: string) {
  return page.locator(`[name="${name}"]`)
}

/** The gate's checklist, with its count. */
export function checklist(page: Page) {
  return page.getByRole('region', { name: /^(Required fields|Campi obbligatori)$/ })
}

/** Everything an account needs to be complete, except alert contacts, who are members. */
export const answers = {
  'technical-emergency.0.address': 'oncall@clinica-aurora.example',
  'technical.0.address': 'tech@clinica-aurora.example',
  'operations.0.address': 'operations@clinica-aurora.example',
  'brand-support.address': 'help@clinica-aurora.example',
} as const

/** Types all `answers` and a label, chooses the first member as alert contact, and sets business hours. */
export async function fillEverything(page: Page): Promise<void> {
  await fillAnswers(page)
  await control(page, 'alerts').first().check()
  await chooseBusinessHours(page)
}

export async function fillAnswers(page: Page): Promise<void> {
  for (const [name, text] of Object.entries(answers)) await control(page, name).fill(text)
  await (await reveal(page, 'technical-emergency.0.label')).fill('On-call pager')
}

/** The control with this name, with its *More* opened if it is behind one. */
export async function reveal(page: Page, name: string): Promise<Locator> {
  const found = control(page, name)
  const closed = page.locator('details:not([open])', { has: found })
  if ((await closed.count()) > 0) await closed.last().locator('> summary').click()
  return found
}

export async function chooseBusinessHours(page: Page): Promise<void> {
  await page.locator('[value="preset:business"]').click()
  await expect(control(page, 'support-hours.0.opens')).toHaveValue('09:00')
}

/** Opens one field of an open account as a form. */
export async function edit(page: Page, field: FieldId): Promise<void> {
  await page.locator(`#${field} a[href*="edit=${field}"]`).last().click()
  await expect(page.locator(`#contact-information #${field}`)).toBeVisible()
}

export function submit(page: Page): Promise<void> {
  return page.locator('button[value=submit]').click()
}

export function saveDraft(page: Page): Promise<void> {
  return page.locator('button[value=draft]:not([aria-hidden])').click()
}
