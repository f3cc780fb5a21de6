'use client'

import { useState } from 'react'
import { Button } from './button.tsx'
import { useBrowser } from './use-browser.ts'

/** Copies an element's text. It is hidden without JavaScript or clipboard access. */
export function CopyButton({ from, label, copied }: { from: string; label: string; copied: string }) {
  const able = useBrowser(() => navigator.clipboard !== undefined, false)
  const [done, setDone] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(document.getElementById(from)?.textContent ?? '')
    setDone(true)
  }
  if (!able) return null
  return (
    <>
      <Button type="button" size="small" onClick={copy} onBlur={() => setDone(false)}>
        {done ? copied : label}
      </Button>
      <span role="status" className="sr-only">
        {done ? copied : ''}
      </span>
    </>
  )
}
