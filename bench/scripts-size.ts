import { chromium } from '@playwright/test'
import { weigh } from '../e2e/weight.ts'
import { findChromium } from '../scripts/chromium.ts'

type Cookie = { name: string; value: string }

/** Compressed bytes of all scripts that a current browser loads for a page. */
export async function measureScripts(url: string, cookies: Cookie[] = []): Promise<number> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const context = await browser.newContext()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })))
    return (await weigh(await context.newPage(), url)).scripts
  } finally {
    await browser.close()
  }
}
