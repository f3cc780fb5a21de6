import type { ReactNode } from 'react'

/** A region whose changes screen readers announce. Render it always, empty at first: it must exist before the text. */
export function LiveRegion({ children }: { children?: ReactNode }) {
  return (
    <div role="status" aria-live="polite" aria-atomic="true">
      {children}
    </div>
  )
}
