import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import type { Site } from '../e2e/site.ts'
import { findChromium } from '../scripts/chromium.ts'
import { findPort } from '../tests/port.ts'
import { percentile } from './pages.ts'
import type { Row } from './table.ts'

/** Runs per page; the median is the result, since other load of the machine moves a single run. */
const runs = 5
const least = 98

const pages: { name: string; path: string; as?: string }[] = [
  { name: 'the gate', path: '/accounts/clinica-aurora/onboarding', as: 'giulia@clinica-aurora.example' },
  { name: 'the overview', path: '/accounts/poliambulatorio-levante', as: 'elena@levante.example' },
  { name: 'the accounts table', path: '/admin/accounts', as: 'support@actions-desk.example' },
  { name: 'the brand page', path: '/brands/poliambulatorio-levante' },
]

/** What the score of performance is made of, besides shifts, which a test holds at none. */
const metrics = [
  { id: 'first-contentful-paint', name: 'first paint', unit: ' ms' },
  { id: 'largest-contentful-paint', name: 'largest', unit: ' ms' },
  { id: 'total-blocking-time', name: 'blocked', unit: ' ms' },
  { id: 'speed-index', name: 'speed index', unit: ' ms' },
  { id: 'server-response-time', name: 'server', unit: ' ms' },
] as const

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
      const scores: Awaited<ReturnType<typeof score>>[] = []
      for (let run = 0; run < runs; run++) scores.push(await score(`${site.url}${path}`, port, cookie))
      const performance = percentile(
        scores.map((one) => one.performance),
        0.5,
      )
      const accessibility = Math.min(...scores.map((one) => one.accessibility))
      const varied = metrics.map(({ name, unit, id }) => {
        const values = scores.map(({ of }) => of[id] ?? 0)
        return `${name} ${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))}${unit}`
      })
      rows.push({
        what: `Lighthouse, mobile and throttled: ${name}, performance and accessibility (${runs} runs: ${scores.map((one) => one.performance).join(', ')}; ${varied.join(', ')})`,
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
  const { audits, categories, finalDisplayedUrl, runtimeError } = result?.lhr ?? {}
  if (runtimeError || finalDisplayedUrl !== url)
    throw new Error(`Lighthouse could not judge ${url}: ${runtimeError?.message ?? finalDisplayedUrl}`)
  const scoreOf = (name: string) => Math.round((categories?.[name]?.score ?? 0) * 100)
  const of = Object.fromEntries(metrics.map(({ id }) => [id, audits?.[id]?.numericValue]))
  return { performance: scoreOf('performance'), accessibility: scoreOf('accessibility'), of }
}
