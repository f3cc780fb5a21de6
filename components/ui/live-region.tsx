import type { ReactNode } from 'react'

/**
 * A place whose changes are spoken. It must stand on the page before what it will say: render it always, empty at first.
 * `urgent` interrupts.
 */
export function LiveRegion({ urgent = false, children }: { urgent?: boolean; children?: ReactNode }) {
  return (
    <div role={urgent ? 'alert' : 'status'} aria-live={urgent ? 'assertive' : 'polite'} aria-atomic="true">
      {children}
    </div>
  )
}
