import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import type { Site } from '../e2e/site.ts'
import { findChromium } from '../scripts/chromium.ts'
import { findPort } from '../tests/port.ts'
import { percentile } from './pages.ts'
import type { Row } from './table.ts'

/** Runs per page; the median is the result, since other load of the machine moves a single run. */
const runs = 3
const least = 98

const pages: { name: string; path: string; as?: string }[] = [
  { name: 'the gate', path: '/accounts/clinica-aurora/onboarding', as: 'giulia@clinica-aurora.example' },
  { name: 'the overview', path: '/accounts/poliambulatorio-levante', as: 'elena@levante.example' },
  { name: 'the accounts table', path: '/admin/accounts', as: 'support@actions-desk.example' },
  { name: 'the brand page', path: '/brands/poliambulatorio-levante' },
]

/**
 * Lighthouse's scores of performance and accessibility, 0–100, as on a mid-range phone with a slow connection (its
 * default: a 412-pixel screen, 1.6 Mbit/s, 150 ms round trips, a processor four times slower).
 */
export async function measureLighthouse(site: Site): Promise<Row[]> {
  const port = await findPort()
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
  const rows: Row[] = []
  try {
    for (const { name, path, as } of pages) {
      const cookie = as ? await site.cookie(as) : ''
      const scores = { performance: [] as number[], accessibility: [] as number[] }
      for (let run = 0; run < runs; run++) {
        const found = await score(`${site.url}${path}`, port, cookie)
        scores.performance.push(found.performance)
        scores.accessibility.push(found.accessibility)
      }
      const performance = percentile(scores.performance, 0.5)
      const accessibility = Math.min(...scores.accessibility)
      rows.push({
        what: `Lighthouse, mobile and throttled: ${name}, performance and accessibility (${runs} runs: ${scores.performance.join(', ')})`,
        measured: `${performance} and ${accessibility}`,
        goal: `≥ ${least}`,
        passed: performance >= least && accessibility >= least,
      })
    }
  } finally {
    await browser.close()
  }
  return rows
}

/** @throws Error if another page answered, or Lighthouse could not judge it. */
async function score(url: string, port: number, cookie: string) {
  const result = await lighthouse(url, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
    ...(cookie && { extraHeaders: { cookie } }),
  })
  const { categories, finalDisplayedUrl, runtimeError } = result?.lhr ?? {}
  if (runtimeError || finalDisplayedUrl !== url)
    throw new Error(`Lighthouse could not judge ${url}: ${runtimeError?.message ?? finalDisplayedUrl}`)
  const of = (name: string) => Math.round((categories?.[name]?.score ?? 0) * 100)
  return { performance: of('performance'), accessibility: of('accessibility') }
}
