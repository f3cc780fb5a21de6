import type { Browser, BrowserContext } from '@playwright/test'

/** What a server that is killed or stopped, as some tests do, makes of a request that is under way. */
const expected = /Failed to fetch|NetworkError|ERR_|unexpected response/

/**
 * Notes what is amiss in any context of the browser, until `stop`: what the content security policy forbade, what a script threw,
 * what React found to differ.
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
