import type { ReactNode } from 'react'
import { DialogFocus } from '#/components/ui/dialog-focus.tsx'

type DialogProps = {
  title: ReactNode
  /** A line above the title that names the dialog's owner. */
  context?: ReactNode | undefined
  description?: ReactNode | undefined
  top?: ReactNode | undefined
  /** The bar at the top of the dialog, with other things to do. */
  bar?: ReactNode | undefined
  action?: ReactNode | undefined
  /** Between description and content: progress, tabs. */
  header?: ReactNode | undefined
  children: ReactNode
}

/**
 * A full-page dialog that nobody can dismiss (ARIA practices, modal dialog): labelled, with the focus inside. Escape
 * and clicks outside do nothing; without JavaScript it is an ordinary page.
 */
export function Dialog({ top, title, context, description, bar, action, header, children }: DialogProps) {
  return (
    <div
      id="dialog"
      role="dialog"
      aria-modal="true"
      aria-labelledby="dialog-title"
      aria-describedby={description ? 'dialog-description' : undefined}
      tabIndex={-1}
      className="flex min-h-dvh flex-col outline-none sm:px-6"
    >
      {top ? <div className="sticky top-0 z-40 sm:-mx-6">{top}</div> : null}
      {bar ? (
        <header className="mx-auto w-full max-w-4xl px-4 py-3 sm:px-0 print:hidden">{bar}</header>
      ) : null}
      <main
        id="content"
        className="mx-auto w-full max-w-4xl flex-1 border-line border-t bg-surface sm:mb-10 sm:flex-none sm:rounded-box sm:border-t-0 sm:shadow-float print:shadow-none"
      >
        <div className="px-4 pt-6 sm:px-8 sm:pt-8">
          <div className="flex flex-wrap-reverse items-end justify-between gap-x-6 gap-y-4">
            <div className="min-w-0 max-w-measure">
              {context ? <div className="mb-1 text-small text-muted">{context}</div> : null}
              <h1 id="dialog-title" className="text-display">
                {title}
              </h1>
            </div>
            {action ? <div className="ml-auto flex flex-wrap gap-2">{action}</div> : null}
          </div>
          {description ? (
            <div id="dialog-description" className="mt-2 max-w-measure text-muted">
              {description}
            </div>
          ) : null}
          {header ? <div className="mt-6 flex flex-col gap-4">{header}</div> : null}
        </div>
        <div className="flex flex-col gap-6 px-4 py-6 sm:px-8 sm:pb-8">{children}</div>
      </main>
      <DialogFocus />
    </div>
  )
}
