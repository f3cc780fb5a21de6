import type { ReactNode } from 'react'
import { DialogFocus } from '#/components/ui/dialog-focus.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'

type DialogProps = {
  title: ReactNode
  description: ReactNode
  top?: ReactNode | undefined
  /** The bar at the top of the dialog, with other things to do. */
  bar: ReactNode
  action: ReactNode
  /** Between description and content, such as tabs. */
  header: ReactNode
  /** Beside the content on wide screens, above it on narrow ones. */
  aside: ReactNode
  /** What the dialog covers: inert, and hidden from assistive technology. */
  behind: ReactNode
  children: ReactNode
}

/**
 * A dialog over its page that nobody can dismiss (ARIA practices, modal dialog): labelled, with the focus inside.
 * Escape and clicks outside do nothing. It scrolls with the page, so it needs no JavaScript and has no second scrollbar.
 */
export function Dialog({ top, title, description, bar, action, ...parts }: DialogProps) {
  const { header, aside, behind, children } = parts
  return (
    <>
      {behind}
      <div
        id="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby="dialog-title"
        aria-describedby="dialog-description"
        tabIndex={-1}
        className="relative flex min-h-dvh flex-col outline-none"
      >
        <SkipLink />
        {top ? <div className="sticky top-0 z-40">{top}</div> : null}
        <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col pt-7 sm:px-6 sm:pt-10 sm:pb-10 lg:pt-20 lg:pl-28 xl:pl-64">
          <div className="flex-1 rounded-t-box bg-surface shadow-float sm:flex-none sm:rounded-b-box print:shadow-none">
            <header className="border-line border-b px-4 py-1 sm:px-8 sm:py-2 print:hidden">{bar}</header>
            <main>
              <div className="px-4 pt-3 sm:px-8 sm:pt-6">
                <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
                  <h1 id="dialog-title" className="min-w-0 text-title sm:text-display">
                    {title}
                  </h1>
                  <div className="flex flex-wrap items-center gap-x-2 gap-y-1">{action}</div>
                </div>
                <div
                  id="dialog-description"
                  className="mt-1 max-w-measure text-muted max-sm:text-small sm:mt-2"
                >
                  {description}
                </div>
                <div className="mt-1 sm:mt-4">{header}</div>
              </div>
              <div className="px-4 pt-3 pb-6 sm:px-8 sm:pt-6 sm:pb-8 lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8">
                <aside className={`mb-3 sm:mb-4 lg:sticky lg:self-start ${top ? 'lg:top-32' : 'lg:top-6'}`}>
                  {aside}
                </aside>
                <div id="content" tabIndex={-1} className="flex min-w-0 flex-col gap-6">
                  {children}
                </div>
              </div>
            </main>
          </div>
        </div>
        <DialogFocus />
      </div>
    </>
  )
}
