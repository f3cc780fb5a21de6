'use client'

import { useSyncExternalStore } from 'react'

/** What only the browser knows, and what never changes; `onServer` without JavaScript. */
export function useBrowser<Value>(read: () => Value, onServer: Value): Value {
  return useSyncExternalStore(never, read, () => onServer)
}

function never() {
  return () => undefined
}
