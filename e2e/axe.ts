import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from '@playwright/test'
import type axe from 'axe-core'

/**
 * What axe may find in one colour scheme and not in the other: its rules that read colours. All others read the document, its
 * names, roles and sizes, which `prefers-color-scheme` leaves as they are (no style sheet of ours hides or moves anything by it).
 */
export const ofColours = ['color-contrast', 'link-in-text-block']

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Puts axe into each page that is opened in the context, or the page, from now on: `findFaults` is then quicker. */
export function bringAxe(to: BrowserContext | Page): Promise<unknown> {
  return to.addInitScript({ path })
}

/**
 * What axe finds on a page, by all of its rules or those given. It answers no more than that: axe's own wrapper for Playwright
 * also takes along all that is well, and brings the whole of axe anew for each question, twice, which takes longer than the
 * question. The pages have no frames.
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
