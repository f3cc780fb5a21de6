'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useFormState } from '#/components/form/sending-form.tsx'
import { CopyButton } from '#/components/ui/copy-button.tsx'
import { useFocus } from '#/components/ui/focused-box.tsx'

type ShownKeyProps = {
  title: string
  once: string
  keyLabel: string
  copy: string
  /** The text after the person left the page: going back does not show the key again. */
  gone: string
  children: ReactNode
}

/** Shows the new key. It takes the focus, and we remove it when the person leaves the page. */
export function ShownKey({ title, once, keyLabel, copy, gone, children }: ShownKeyProps) {
  const key = useFormState().message
  const [left, setLeft] = useState(false)
  const box = useRef<HTMLElement>(null)

  useFocus(box, true)
  useEffect(() => {
    // The browser can keep the page in memory and show it again on "back".
    const leave = () => flushSync(() => setLeft(true))
    window.addEventListener('pagehide', leave)
    return () => window.removeEventListener('pagehide', leave)
  }, [])

  if (left) return <p>{gone}</p>
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="shown-key-title"
      // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the answer takes the focus
      autoFocus
      className="flex max-w-measure flex-col gap-6 outline-none"
    >
      <div className="flex flex-col gap-3 rounded-box border border-good-line bg-good-soft p-4">
        <h2 id="shown-key-title" className="text-large">
          {title}
        </h2>
        <p className="text-small">{once}</p>
        <p className="flex flex-wrap items-center gap-3">
          <span className="sr-only">{keyLabel}</span>
          <code
            id="shown-key"
            translate="no"
            className="wrap-anywhere select-all rounded-box border border-line bg-surface px-3 py-2 font-mono"
          >
            {key}
          </code>
          <CopyButton from="shown-key" label={copy} />
        </p>
      </div>
      {children}
    </section>
  )
}
