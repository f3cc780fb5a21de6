import type { Page } from '@playwright/test'

/** Opens a page and waits until its scripts run, which React marks. A quiet network may never come. */
export async function openHydrated(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith('__reactFiber')))
}
