import type { Page, Response } from '@playwright/test'

/** What a browser with an empty cache loads for a page: compressed bytes and number of requests. */
export type Weight = { html: number; scripts: number; styles: number; others: number; requests: number }

const kinds: Record<string, keyof Weight> = { document: 'html', script: 'scripts', stylesheet: 'styles' }

/** Opens an address and measures the load until the network is idle. @throws Error if it leads elsewhere */
export async function weigh(page: Page, url: string): Promise<Weight> {
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(url, { waitUntil: 'networkidle' })
  if (page.url() !== new URL(url).href) throw new Error(`${url} leads to ${page.url()}.`)
  const weight: Weight = { html: 0, scripts: 0, styles: 0, others: 0, requests: answers.length }
  for (const answer of answers) {
    const { responseBodySize } = await answer.request().sizes()
    weight[kinds[answer.request().resourceType()] ?? 'others'] += responseBodySize
  }
  return weight
}

/** Adds up from now on how far the page's parts move by themselves. */
export async function noteShifts(page: Page): Promise<{ sum(): Promise<number> }> {
  await page.addInitScript(() => {
    const seen = window as unknown as { shifts: number }
    seen.shifts = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[])
        if (!entry.hadRecentInput) seen.shifts += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return { sum: () => page.evaluate(() => (window as unknown as { shifts: number }).shifts) }
}
