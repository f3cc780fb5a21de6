import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe may find in one colour scheme and not in the other. */
export const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on a page, by all of its rules or those given. The pages have no frames of other sites, for which axe would
 * open a page of its own each time.
 */
export async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
}
