'use client'

import { useBrowser } from '#/components/ui/use-browser.ts'

export function useBrowserZone(): string {
  return useBrowser(() => Intl.DateTimeFormat().resolvedOptions().timeZone, '')
}

/** The browser's time zone as a hidden field, sent as `timeZone`. */
export function BrowserTimeZone() {
  return <input type="hidden" name="timeZone" value={useBrowserZone()} />
}
