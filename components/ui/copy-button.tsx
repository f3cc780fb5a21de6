'use client'

import { useState, useSyncExternalStore } from 'react'
import { buttonClass } from '#/components/ui/button-class.ts'

type CopyButtonProps = {
  /** The id of the element whose text is copied. */
  from: string
  label: string
  copied: string
}

/** Copies the text of an element. Without JavaScript, or where a browser does not let pages copy, it is not there. */
export function CopyButton({ from, label, copied }: CopyButtonProps) {
  const able = useSyncExternalStore(never, canCopy, () => false)
  const [done, setDone] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(document.getElementById(from)?.textContent ?? '')
    setDone(true)
  }
  if (!able) return null
  return (
    <>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setDone(false)}
        className={buttonClass('secondary', 'small')}
      >
        {done ? copied : label}
      </button>
      <span role="status" className="sr-only">
        {done ? copied : ''}
      </span>
    </>
  )
}

function never() {
  return () => undefined
}

function canCopy(): boolean {
  return navigator.clipboard !== undefined
}
