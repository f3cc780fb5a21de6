import { gzipSync } from 'node:zlib'
import { chromium, type Response } from '@playwright/test'
import { weigh } from '../e2e/weight.ts'
import { findChromium } from '../scripts/chromium.ts'

/** Gzipped bytes of all scripts that a current browser loads for a page, with this Cookie header. */
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
    return (await weigh(await context.newPage(), url, gzipped)).scripts
  } finally {
    await browser.close()
  }
}

/** Servers compress differently; the pages are compared alike. */
async function gzipped(answer: Response): Promise<number> {
  return gzipSync(await answer.body()).length
}
