'use client'

import { useEffect, useRef } from 'react'
import { useFocus } from '#/components/ui/focused-box.tsx'
import { useFormTexts } from '#/components/ui/form-texts.tsx'
import { Icon } from '#/components/ui/icon.tsx'

export type FieldError = { fieldId: string; message: string }

/**
 * The errors at the top of a failed form, each linked to its field. Meanwhile the page title begins with "Error:". It takes the focus
 * when it appears and for each new array: pass the action's own array, not one made at each render.
 */
export function ErrorSummary({ title, errors }: { title?: string; errors: readonly FieldError[] }) {
  const { errorSummary } = useFormTexts()
  const box = useRef<HTMLElement>(null)

  const shown = errors.length > 0 && errors
  useErrorTitle(shown)
  useFocus(box, shown)

  if (!shown) return null
  return (
    <section
      ref={box}
      aria-labelledby="error-summary-title"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the summary takes the focus
      autoFocus
      className="flex gap-3 rounded-box border border-bad-line bg-bad-soft p-4"
    >
      <span className="flex h-6 items-center text-bad">
        <Icon name="bad" />
      </span>
      <div className="min-w-0">
        <h2 id="error-summary-title">{title ?? errorSummary}</h2>
        <ul className="mt-1">
          {shown.map(({ fieldId, message }) => (
            <li key={`${fieldId} ${message}`}>
              <a href={`#${fieldId}`} className="inline-block py-0.5 text-bad">
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** Begins the document's title with "Error:" while there is an `error`, as a screen reader reads the title first. */
export function useErrorTitle(error: unknown): void {
  const { errorTitle = '' } = useFormTexts()

  useEffect(() => {
    if (!error) return
    const start = `${errorTitle} `
    // After a submission without JavaScript the server has said it already.
    if (!document.title.startsWith(start)) document.title = start + document.title
    return () => {
      if (document.title.startsWith(start)) document.title = document.title.slice(start.length)
    }
  }, [error, errorTitle])
}
