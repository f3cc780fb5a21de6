'use client'

import { useState } from 'react'
import { Button } from './button.tsx'
import { useFormTexts } from './form-texts.tsx'
import { Icon } from './icon.tsx'
import { useBrowser } from './use-browser.ts'

/** What to copy: this text, or that of the element with this id. */
type Copied = { text: string; from?: never } | { from: string; text?: never }

const besideText = '-my-1 ml-1 inline-flex min-h-6 min-w-6 align-middle print:hidden'

/**
 * Copies a text and confirms it. With a `label` it is a button, otherwise an icon beside the text. Without JavaScript or access
 * to the clipboard it is an empty place: it comes once scripts run, and nothing may move under the pointer then.
 */
export function CopyButton({ label, text, from }: Copied & { label?: string | undefined }) {
  const { copy = '', copied = '' } = useFormTexts()
  const able = useBrowser(() => navigator.clipboard !== undefined, false)
  // Null without the focus. The region is there from the focus on, since what it says must come later.
  const [announced, setAnnounced] = useState<string | null>(null)
  const done = Boolean(announced)

  function press() {
    const content = text ?? document.getElementById(from ?? '')?.textContent ?? ''
    // A browser may refuse, as in a window without the focus.
    navigator.clipboard.writeText(content).then(
      () => setAnnounced(copied),
      () => undefined,
    )
  }

  if (!able && !label) return <span className={besideText} />
  const listen = () => setAnnounced('')
  const events = { onFocus: listen, onPointerDown: listen, onClick: press, onBlur: () => setAnnounced(null) }
  return (
    <>
      {label ? (
        <span className={able ? '' : 'invisible'}>
          <Button {...events} type="button" size="small">
            {done ? copied : label}
          </Button>
        </span>
      ) : (
        <button
          {...events}
          type="button"
          title={done ? undefined : copy.replace('{text}', () => text ?? '')}
          aria-label={done ? undefined : copy.replace('{text}', () => text ?? '')}
          className={`${besideText} items-center justify-center gap-1 rounded-[4px] text-muted text-small hover:bg-sunken hover:text-ink`}
        >
          <Icon name={done ? 'check' : 'copy'} size="small" />
          {done ? copied : null}
        </button>
      )}
      {announced === null ? null : (
        <span role="status" className="sr-only">
          {announced}
        </span>
      )}
    </>
  )
}
