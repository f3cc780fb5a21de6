'use client'

import { useSyncExternalStore } from 'react'

/** Sends the browser's time zone along with the form around; empty without JavaScript. */
export function BrowserTimeZone({ name }: { name: string }) {
  const zone = useSyncExternalStore(never, readZone, () => '')
  return <input type="hidden" name={name} value={zone} />
}

function never() {
  return () => undefined
}

function readZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
