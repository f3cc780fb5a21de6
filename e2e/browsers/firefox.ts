import puppeteer, { type ElementHandle } from 'puppeteer-core'
import { type Driver, enter, type Found, findElement, scrollToMiddle } from './browser.ts'

/** Firefox, over WebDriver BiDi. */
export async function startFirefox(program: string): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB, en' },
    env: { ...process.env, TZ: 'Europe/Rome' },
  })
  const [page = await browser.newPage()] = await browser.pages()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  return {
    open: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    url: async () => page.url(),
    async find(kind, name) {
      const found = (await page.evaluateHandle(findElement, kind, name)).asElement()
      // `findElement` answers nothing but elements.
      return found ? asFound(found as ElementHandle<Element>) : undefined
    },
    screenshot: async () => Buffer.from(await page.screenshot()),
    complaints: () => complaints,
    close: () => browser.close(),
  }
}

function asFound(element: ElementHandle<Element>): Found {
  return {
    async click() {
      await element.evaluate(scrollToMiddle)
      await element.click()
    },
    type: (text) => (text === enter ? element.press('Enter') : element.type(text)),
    read: () => element.evaluate((one) => ('value' in one ? String(one.value) : '')),
  }
}
