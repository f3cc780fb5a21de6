import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { findChromium } from '../scripts/chromium.ts'

/** How long scripts may load others after the page has loaded. */
const settling = 1_500

type Cookie = { name: string; value: string }

/** Bytes, gzipped, of all scripts a current browser loads for a page. */
export async function measureScripts(url: string, cookies: Cookie[] = []): Promise<number> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const context = await browser.newContext()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })))
    const page = await context.newPage()
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.push(response.body())
    })
    await page.goto(url)
    await setTimeout(settling)
    return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0)
  } finally {
    await browser.close()
  }
}
