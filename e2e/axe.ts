import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from '@playwright/test'
import type axe from 'axe-core'

/**
 * The axe rules that read colours, so their results depend on the colour scheme. The other rules read names, roles and
 * sizes, which `prefers-color-scheme` does not change: our styles hide or move nothing by it.
 */
export const ofColours = ['color-contrast', 'link-in-text-block']

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Loads axe into every page that the context or page opens from now on, so that `findFaults` is faster. */
export function injectAxe(to: BrowserContext | Page): Promise<unknown> {
  return to.addInitScript({ path })
}

/**
 * The axe faults of a page, by all rules or the given ones. Playwright's own wrapper also collects the passed checks
 * and loads axe twice for each call, which takes longer than the check. Our pages have no frames.
 */
export async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(path, 'utf8'))
  return page.evaluate(async (runOnly) => {
    const asked = runOnly && { runOnly: { type: 'rule' as const, values: runOnly } }
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], ...asked })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    )
  }, rules)
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
