import type { Page, Response } from '@playwright/test'

/** What a browser with an empty cache loads for a page: compressed bytes and number of requests. */
export type Weight = { html: number; scripts: number; styles: number; others: number; requests: number }

const kinds: Record<string, keyof Weight> = { document: 'html', script: 'scripts', stylesheet: 'styles' }

/** Opens an address and measures the load until the network is idle. @throws Error if it leads elsewhere */
export async function weigh(page: Page, url: string, sizeOf = sentBytes): Promise<Weight> {
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(url, { waitUntil: 'networkidle' })
  if (page.url() !== new URL(url).href) throw new Error(`${url} leads to ${page.url()}.`)
  const weight: Weight = { html: 0, scripts: 0, styles: 0, others: 0, requests: answers.length }
  for (const answer of answers)
    weight[kinds[answer.request().resourceType()] ?? 'others'] += await sizeOf(answer)
  return weight
}

async function sentBytes(answer: Response): Promise<number> {
  return (await answer.request().sizes()).responseBodySize
}

/** Notes from now on which of the page's parts move by themselves, and how far. */
export async function noteShifts(page: Page): Promise<{ list(): Promise<string[]> }> {
  await page.addInitScript(() => {
    const seen = window as unknown as { shifts: string[] }
    seen.shifts = []
    type Shift = PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
    }
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries() as Shift[]) {
        const moved = sources.map(
          ({ node, previousRect, currentRect }) =>
            `${node instanceof Element ? node.outerHTML.slice(0, 200) : node?.textContent} ${JSON.stringify([previousRect, currentRect])}`,
        )
        if (!hadRecentInput) seen.shifts.push(`${value}: ${moved.join('; ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return { list: () => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts) }
}
