import type { Page } from '@playwright/test'

/** Opens a page and waits until its scripts run. */
export async function openHydrated(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await waitForHydration(page)
}

/**
 * React marks what it took over before its effects listen: they do once nothing is left to do in the browser. A quiet network
 * may never come.
 */
export async function waitForHydration(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith('__reactFiber')))
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
}
