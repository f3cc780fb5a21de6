import { chromium } from '@playwright/test'
import { weigh } from '../e2e/weight.ts'
import { findChromium } from '../scripts/chromium.ts'

/** Compressed bytes of all scripts that a current browser loads for a page, with this Cookie header. */
export async function measureScripts(url: string, cookie = ''): Promise<number> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const context = await browser.newContext()
    const [name = '', value = ''] = cookie.split('=')
    if (cookie) await context.addCookies([{ name, value, url }])
    return (await weigh(await context.newPage(), url)).scripts
  } finally {
    await browser.close()
  }
}
