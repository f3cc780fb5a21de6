import type { Browser, BrowserContext } from '@playwright/test'

/** The errors of requests that a killed or stopped server leaves behind. */
const expected = /Failed to fetch|NetworkError|ERR_|unexpected response/

/**
 * Collects complaints in all contexts of the browser until `stop`: violations of the content security policy, script
 * errors, and hydration differences.
 */
export function noteComplaints(browser: Browser): { complaints: string[]; stop(): void } {
  const complaints: string[] = []
  const note = (url: string | undefined, text: string) => {
    if (!expected.test(text)) complaints.push(`${url}: ${text}`)
  }
  const listen = (context: BrowserContext) => {
    context.on('weberror', (error) => note(error.page()?.url(), String(error.error())))
    context.on('console', (message) => {
      if (/Content Security Policy|Permissions-Policy|React error|hydrat/i.test(message.text())) {
        note(message.page()?.url(), message.text())
      }
    })
  }
  browser.on('context', listen)
  return { complaints, stop: () => browser.off('context', listen) }
}
