import type { ReactNode } from 'react'

/** A place whose changes are spoken. It must stand on the page before what it will say: render it always, empty at first. */
export function LiveRegion({ children }: { children?: ReactNode }) {
  return (
    <div role="status" aria-live="polite" aria-atomic="true">
      {children}
    </div>
  )
}
