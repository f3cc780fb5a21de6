'use client'

import { useSyncExternalStore } from 'react'

/** A hidden field with the browser's time zone; empty without JavaScript. */
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
